"""The address of the access log."""

from django.urls import path

from luoshi.district.access_log import views

app_name = "access_log"
urlpatterns = [path("looks/", views.looks, name="looks")]
