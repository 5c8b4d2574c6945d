"""Addresses of results; those that everybody reads are permanent."""

from django.urls import path

from luoshi.district.results import views

app_name = "results"
urlpatterns = [
    path("results/<int:year>/", views.results, name="results"),
    path("results/<int:year>.csv", views.table, name="table"),
    path("workbench/<slug:slug>/results/", views.settling, name="settling"),
    path("workbench/<slug:slug>/results/confirm/", views.confirm, name="confirm"),
    path("workbench/<slug:slug>/results/close/", views.close, name="close"),
    path("workbench/<slug:slug>/results/lay/", views.lay, name="lay"),
    path("workbench/<slug:slug>/results/<slug:code>/object/", views.object_to, name="object"),
    path("workbench/<slug:slug>/results/<slug:code>/answer/", views.answer, name="answer"),
    path("workbench/<slug:slug>/results/<slug:code>/", views.settle, name="settle"),
]
