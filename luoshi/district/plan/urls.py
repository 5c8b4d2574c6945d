"""Addresses of the plan. Those of commitments are permanent."""

from django.urls import path

from luoshi.district.plan import views, views_of_packs, views_of_tables, views_of_tallies, views_of_uploads, views_of_workbench

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
    path("commitments/<slug:code>/facts/<int:number>/", views_of_tallies.tally, name="tally"),
    path("workbench/", views_of_workbench.home, name="workbench"),
    path("workbench/import/", views_of_workbench.bring, name="bring"),
    path("workbench/packs/", views_of_packs.packs, name="packs"),
    path("workbench/commitments/<slug:code>/", views_of_workbench.edit, name="edit"),
    path("workbench/commitments/<slug:code>/confirm/", views_of_workbench.confirm, name="confirm"),
    path("workbench/commitments/<slug:code>/facts/", views_of_tallies.tallies, name="tallies"),
    path("workbench/commitments/<slug:code>/facts/<int:number>/end/", views_of_tallies.end, name="end-tally"),
    path("workbench/<slug:slug>/", views_of_workbench.overview, name="overview"),
    path("workbench/<slug:slug>/adopt/", views_of_workbench.adopt, name="adopt"),
    path("workbench/<slug:slug>/discard/", views_of_workbench.discard, name="discard"),
    path("workbench/<slug:slug>/clauses/<int:position>/", views_of_workbench.track, name="track"),
    path("workbench/<slug:slug>/responsibility/", views_of_workbench.responsibility, name="responsibility"),
    path("workbench/<slug:slug>/delivery/", views_of_workbench.delivery, name="delivery"),
    path("workbench/<slug:slug>/deadlines/", views_of_workbench.deadlines, name="deadlines"),
    path("workbench/<slug:slug>/assessment/", views_of_workbench.assessment, name="assessment"),
    path("workbench/<slug:slug>/supervision/", views_of_workbench.supervision, name="supervision"),
    path("workbench/<slug:slug>/table.xlsx", views_of_tables.export_table, name="table"),
    path("workbench/<slug:slug>/table/", views_of_tables.bring_table, name="bring-table"),
    path("workbench/<slug:slug>/table/<int:pk>/", views_of_tables.review_table, name="review-table"),
]
