"""Addresses of the record. Those of facts are permanent."""

from django.urls import path

from luoshi.district.facts import views

app_name = "facts"
urlpatterns = [
    path("facts/", views.record, name="record"),
    path("facts/checkpoint", views.checkpoint, name="checkpoint"),
    path("facts/consistency/<int:old>/<int:new>.json", views.consistency, name="consistency"),
    path("facts/<int:number>/", views.fact, name="fact"),
    path("facts/<int:number>/proof.json", views.proof, name="proof"),
]
