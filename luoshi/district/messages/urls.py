"""Addresses of messages; those of the workbench stand before the plan's, whose reports have names of their own there."""

from django.urls import path

from luoshi.district.messages import views

app_name = "messages"
urlpatterns = [
    path("workbench/messages/", views.inbox, name="inbox"),
    path("workbench/messages/read/", views.read_all, name="read-all"),
    path("workbench/messages/<int:pk>/read/", views.read, name="read"),
    path("workbench/messages/contacts/", views.contacts, name="contacts"),
    path("workbench/messages/contacts/<slug:code>/", views.contacts, name="contacts-of"),
    path("workbench/messages/deliveries/", views.deliveries, name="deliveries"),
    path("workbench/messages/deliveries/<int:pk>/again/", views.try_again, name="try-again"),
    path("messages/preview/", views.preview, name="preview"),
]
