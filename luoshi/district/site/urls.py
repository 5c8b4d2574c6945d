"""Addresses of the site's own pages."""

from django.urls import path

from luoshi.district.site import views

app_name = "site"
urlpatterns = [
    path("elder/", views.elder, name="elder"),
    path("components/", views.components, name="components"),
]
