"""Addresses of report cards."""

from django.urls import path

from luoshi.district.report_cards import views

app_name = "report_cards"
urlpatterns = [
    path("report-cards/", views.compare, name="compare"),
    path("workbench/report-cards/take-over/", views.take_over, name="take-over"),
]
