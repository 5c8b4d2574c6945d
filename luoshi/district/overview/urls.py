"""Addresses of the leaders' page."""

from django.urls import path

from luoshi.district.overview import views

app_name = "overview"
urlpatterns = [
    path("workbench/overview/", views.overview, name="overview"),
    path("workbench/overview/headlines/", views.headlines, name="headlines"),
]
