"""Addresses of services. Those of items and applications are permanent."""

from django.urls import path

from luoshi.district.services import views, views_of_applications, views_of_items, views_of_steps

app_name = "services"
urlpatterns = [
    path("services/", views.catalogue, name="catalogue"),
    path("services/status/", views.status, name="status"),
    path("services/statistics/", views.statistics, name="statistics"),
    path("services/mine/", views.mine, name="mine"),
    path("services/items/", views_of_items.items, name="items"),
    path("services/applications/<str:code>/", views_of_applications.application, name="application"),
    path("services/applications/<str:code>/reveal/", views_of_applications.reveal, name="reveal"),
    path("services/applications/<str:code>/withdraw/", views_of_applications.withdraw, name="withdraw"),
    path("services/applications/<str:code>/dispute/<slug:field>/", views_of_applications.dispute, name="dispute"),
    path("services/applications/<str:code>/cases/<str:case>/<slug:transition>/", views_of_steps.step, name="step"),
    path("services/<slug:code>/", views.guide, name="guide"),
    path("services/<slug:code>/apply/", views_of_applications.begin, name="begin"),
]
