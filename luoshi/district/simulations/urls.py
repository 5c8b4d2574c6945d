"""Addresses of policy simulations."""

from django.urls import path

from luoshi.district.simulations import views, views_of_proposals

app_name = "simulations"
urlpatterns = [
    path("workbench/simulations/", views.simulations, name="simulations"),
    path("workbench/simulations/new/<int:run>/", views.new, name="new"),
    path("workbench/simulations/people/", views.invent, name="invent"),
    path("workbench/simulations/<int:number>/", views.simulation, name="simulation"),
    path("workbench/simulations/<int:number>/curve/", views.curve, name="curve"),
    path("workbench/simulations/<int:number>/rows/", views.rows, name="rows"),
    path("workbench/simulations/<int:number>/rows/<str:key>/", views.row, name="row"),
    path("workbench/simulations/<int:number>/difference.<str:form>", views.table, name="table"),
    path("workbench/simulations/<int:number>/propose/", views_of_proposals.propose, name="propose"),
    path("workbench/simulations/compare/", views_of_proposals.compare, name="compare"),
    path("workbench/simulations/proposals/<int:number>/", views_of_proposals.proposal, name="proposal"),
    path("workbench/simulations/proposals/<int:number>/draft/", views_of_proposals.draft, name="draft"),
]
