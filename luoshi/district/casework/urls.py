"""Addresses of cases. Those of cases and case types are permanent."""

from django.urls import path

from luoshi.district.casework import views, views_of_rules, views_of_steps

app_name = "casework"
urlpatterns = [
    path("case-types/", views_of_rules.case_types, name="case-types"),
    path("case-types/<slug:code>/", views_of_rules.case_type, name="case-type"),
    path("case-types/<slug:code>/versions/<int:number>/", views_of_rules.case_type, name="case-type-version"),
    path("working-days/", views_of_rules.calendar, name="calendar"),
    path("workbench/cases/", views.queue, name="queue"),
    path("workbench/cases/late/", views.late, name="late"),
    path("workbench/cases/next/", views.take_next, name="take-next"),
    path("workbench/cases/new/<slug:matter>/", views_of_steps.open_case, name="open"),
    path("workbench/cases/<slug:code>/", views.case, name="case"),
    path("workbench/cases/<slug:code>/<slug:transition>/", views_of_steps.step, name="step"),
]
