"""Addresses of lights."""

from django.urls import path

from luoshi.district.lights import views, views_of_rules

app_name = "lights"
urlpatterns = [
    path("commitments/<slug:code>/lights/", views.lights, name="lights"),
    path("commitments/<slug:code>/lights/<int:light>/record/", views.record, name="record"),
    path("workbench/commitments/<slug:code>/lights/<int:number>/escalate/", views.escalate, name="escalate"),
    path("workbench/commitments/<slug:code>/exemptions/", views.ask, name="ask"),
    path("workbench/commitments/<slug:code>/exemptions/<int:number>/", views.decide, name="decide"),
    path("workbench/<slug:slug>/lights/", views.list_of_lights, name="list"),
    path("workbench/<slug:slug>/yardsticks/", views_of_rules.yardsticks, name="yardsticks"),
    path("workbench/<slug:slug>/yardsticks/rule/", views_of_rules.choose, name="choose"),
    path("workbench/<slug:slug>/yardsticks/tolerance/", views_of_rules.tolerate, name="tolerate"),
]
