"""Addresses of populations, all of the workbench."""

from django.urls import path

from luoshi.district.population import views, views_of_runs, views_of_tables

app_name = "population"
urlpatterns = [
    path("workbench/population/", views.home, name="home"),
    path("workbench/population/snapshots/take/", views.take, name="take"),
    path("workbench/population/snapshots/<int:pk>/", views.snapshot, name="snapshot"),
    path("workbench/population/tables/", views_of_tables.tables, name="tables"),
    path("workbench/population/tables/bring/", views_of_tables.bring, name="bring"),
    path("workbench/population/tables/template/", views_of_tables.template, name="template"),
    path("workbench/population/tables/<int:pk>/", views_of_tables.table, name="table"),
    path("workbench/population/runs/new/", views_of_runs.new, name="new-run"),
    path("workbench/population/runs/<int:pk>/", views_of_runs.run, name="run"),
    path("workbench/population/runs/<int:pk>/rows/", views_of_runs.rows, name="rows"),
    path("workbench/population/runs/<int:pk>/rows/<str:key>/", views_of_runs.row, name="row"),
]
