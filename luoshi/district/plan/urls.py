"""Addresses of the plan. Those of commitments are permanent."""

from django.urls import path

from luoshi.district.plan import views, views_of_uploads

app_name = "plan"
urlpatterns = [
    path("", views.front, name="front"),
    path("reports/", views_of_uploads.reports, name="reports"),
    path("reports/<slug:slug>/", views.report_page, name="report"),
    path("reports/<slug:slug>/findings/", views.findings, name="findings"),
    path("reports/<slug:slug>/clauses/<int:position>/", views.clause, name="clause"),
    path("reports/<slug:slug>/decomposition.<slug:form>", views.download, name="download"),
    path("reports/<slug:slug>/revise/", views_of_uploads.revise, name="revise"),
    path("reports/<slug:slug>/remove/", views_of_uploads.remove, name="remove"),
    path("commitments/<slug:code>/", views.commitment, name="commitment"),
]
