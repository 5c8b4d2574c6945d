"""Addresses of scores."""

from django.urls import path

from luoshi.district.scores import views

app_name = "scores"
urlpatterns = [
    path("scores/formula/", views.formula, name="formula"),
    path("workbench/scores/", views.scores, name="scores"),
    path("workbench/scores/freeze/", views.freeze, name="freeze"),
    path("workbench/scores/formula/", views.choose, name="choose"),
    path("workbench/units/<slug:code>/", views.unit, name="unit"),
    path("workbench/units/<slug:code>/score.xlsx", views.table, name="table"),
    path("workbench/units/<slug:code>/figures/<slug:of>/<slug:period>/", views.confirm, name="confirm"),
    path("workbench/units/<slug:code>/objections/", views.object_to, name="object"),
    path("workbench/units/<slug:code>/objections/<int:number>/", views.decide, name="decide"),
    path("workbench/units/<slug:code>/correct/", views.correct, name="correct"),
]
