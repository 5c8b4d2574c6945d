"""Addresses of renewals: for officials on the workbench, for holders among their services."""

from django.urls import path

from luoshi.district.services import views_of_renewals

app_name = "renewals"
urlpatterns = [
    path("workbench/renewals/", views_of_renewals.workbench, name="workbench"),
    path("workbench/renewals/<int:pk>/silence/", views_of_renewals.silence, name="silence"),
    path("services/renewals/", views_of_renewals.mine, name="mine"),
    path("services/renewals/decline/", views_of_renewals.decline, name="decline"),
    path("services/renewals/<int:pk>/", views_of_renewals.renewal, name="renewal"),
]
