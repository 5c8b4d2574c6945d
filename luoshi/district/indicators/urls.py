"""Addresses of indicators and figures; those that everybody reads are permanent."""

from django.urls import path

from luoshi.district.indicators import views, views_of_work

app_name = "indicators"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/releases/", views.releases, name="releases"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("indicators/<slug:code>/<slug:period>/", views.figure, name="figure"),
    path("workbench/figures/", views_of_work.owed, name="owed"),
    path("workbench/figures/declare/", views_of_work.declare, name="declare"),
    path("workbench/figures/official/", views_of_work.bring, name="bring"),
    path("workbench/figures/periods/", views_of_work.periods, name="periods"),
    path("workbench/figures/<slug:code>/<slug:period>/", views_of_work.report, name="report"),
    path("workbench/figures/<slug:code>/<slug:period>/confirm/", views_of_work.confirm, name="confirm"),
]
