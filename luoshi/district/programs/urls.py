"""Addresses of the page for whoever writes programs."""

from django.urls import path

from luoshi.district.programs import views

app_name = "programs"
urlpatterns = [
    path("api/", views.interface, name="interface"),
    path("api/tokens/", views.make, name="make"),
    path("api/tokens/<int:number>/end/", views.end, name="end"),
]
