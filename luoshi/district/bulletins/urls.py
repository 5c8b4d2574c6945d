"""Addresses of bulletins and printed figures; those that everybody reads are permanent."""

from django.urls import path

from luoshi.district.bulletins import views, views_of_work

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", views.bulletins, name="bulletins"),
    path("bulletins/<int:pk>/", views.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/bulletin.<slug:ending>", views.download, name="download"),
    path("figures/<slug:code>/", views.figure, name="figure"),
    path("workbench/<slug:slug>/bulletins/", views_of_work.bulletins, name="work"),
    path("workbench/<slug:slug>/bulletins/unit-sheets.<slug:ending>", views_of_work.unit_sheets, name="unit-sheets"),
    path("workbench/<slug:slug>/bulletins/<int:pk>/", views_of_work.draft, name="draft"),
    path("workbench/<slug:slug>/bulletins/<int:pk>/draft.<slug:ending>", views_of_work.download, name="draft-file"),
    path("workbench/<slug:slug>/bulletins/<int:pk>/correct/", views_of_work.correct, name="correct"),
    path("workbench/<slug:slug>/bulletins/<int:pk>/<slug:act>/", views_of_work.act, name="act"),
]
