"""Addresses of registers. Those of entries are permanent."""

from django.urls import path

from luoshi.district.register import views, views_of_changes, views_of_imports

app_name = "register"
urlpatterns = [
    path("registers/", views.home, name="home"),
    path("registers/imports/<int:pk>/", views_of_imports.review, name="import"),
    path("registers/imports/<int:pk>/progress/", views_of_imports.progress, name="progress"),
    path("registers/imports/<int:pk>/faults.csv", views_of_imports.faults, name="faults"),
    path("registers/<slug:kind>/", views.entries, name="entries"),
    path("registers/<slug:kind>/new/", views_of_changes.new, name="new"),
    path("registers/<slug:kind>/duplicates/", views_of_changes.duplicates, name="duplicates"),
    path("registers/<slug:kind>/export/", views.export, name="export"),
    path("registers/<slug:kind>/import/", views_of_imports.bring, name="bring"),
    path("registers/<slug:kind>/template.xlsx", views_of_imports.template, name="template"),
    path("registers/<slug:kind>/of/<path:key>/", views.entry_called, name="called"),
    path("registers/<slug:kind>/<int:pk>/", views.entry, name="entry"),
    path("registers/<slug:kind>/<int:pk>/reveal/", views.reveal, name="reveal"),
    path("registers/<slug:kind>/<int:pk>/change/", views_of_changes.change, name="change"),
    path("registers/<slug:kind>/<int:pk>/end/", views_of_changes.end, name="end"),
    path("registers/<slug:kind>/<int:pk>/merge/", views_of_changes.merge, name="merge"),
    path("registers/<slug:kind>/<int:pk>/unmerge/", views_of_changes.unmerge, name="unmerge"),
    path("registers/<slug:kind>/<int:pk>/distinct/<int:other>/undo/", views_of_changes.undo_distinction, name="undo-distinction"),
]
