"""Addresses of attachments; they are permanent."""

from django.urls import path

from luoshi.district.attachments import views

app_name = "attachments"
urlpatterns = [
    path("attachments/<int:pk>/", views.serve, name="attachment"),
    path("attachments/<int:pk>/remove/", views.remove, name="remove"),
]
