"""Addresses of the ladder, all of the workbench."""

from django.urls import path

from luoshi.district.ladder import views

app_name = "ladder"
urlpatterns = [
    path("workbench/ladder/", views.ladder, name="ladder"),
    path("workbench/ladder/look/", views.look, name="look"),
    path("workbench/ladder/<slug:code>/", views.rung, name="rung"),
    path("workbench/ladder/<slug:code>/near.csv", views.table, name="table"),
]
