"""Addresses of open data; they are permanent."""

from django.urls import path

from luoshi.district.open_data import views

app_name = "open_data"
urlpatterns = [
    path("open-data/", views.everything, name="everything"),
    path("open-data/catalogue.jsonld", views.catalogue, name="catalogue"),
    path("open-data/licence/", views.set_licence, name="set-licence"),
    path("open-data/archive/", views.keep_archive, name="keep-archive"),
    path("open-data/<slug:slug>/archive-progress/", views.archive_progress, name="archive-progress"),
    path("open-data/<slug:slug>/plan.stratml.xml", views.stratml, name="stratml"),
    path("open-data/<slug:slug>/archive.html", views.archive, name="archive"),
    path("open-data/<slug:slug>/archive-<int:number>.html", views.archive, name="archive-numbered"),
    path("open-data/<slug:slug>/<slug:code>.<slug:form>", views.table, name="table"),
]
