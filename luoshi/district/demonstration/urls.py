"""Addresses of the demonstration."""

from django.urls import path

from luoshi.district.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("demonstration/", views.demonstration, name="demonstration"),
    path("demonstration/banner/", views.banner, name="banner"),
    path("demonstration/move/", views.move, name="move"),
]
