"""Addresses of decision models. Those of versions are permanent."""

from django.urls import path

from luoshi.district.decisions import views, views_of_editing

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.models, name="models"),
    path("decisions/new/", views_of_editing.new, name="new"),
    path("decisions/<slug:slug>/", views.model, name="model"),
    path("decisions/<slug:slug>/ask/", views.ask_in_force, name="ask-in-force"),
    path("decisions/<slug:slug>/edit/", views_of_editing.edit, name="edit"),
    path("decisions/<slug:slug>/withdraw/", views_of_editing.withdraw, name="withdraw"),
    path("decisions/<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("decisions/<slug:slug>/versions/<int:number>/ask/", views.ask, name="ask"),
    path("decisions/<slug:slug>/versions/<int:number>/model.dmn", views.download, name="download"),
    path("decisions/<slug:slug>/versions/<int:number>/in-force/", views_of_editing.put_in_force, name="put-in-force"),
    path("decisions/<slug:slug>/compare/<int:old>/<int:new>/", views.compare, name="compare"),
]
