"""Addresses of reporting."""

from django.urls import path

from luoshi.district.dues import views

app_name = "dues"
urlpatterns = [
    path("commitments/<slug:code>/updates/", views.updates, name="updates"),
    path("workbench/dues/", views.own, name="own"),
    path("workbench/dues/calendar.ics", views.own_calendar, name="own-calendar"),
    path("workbench/dues/recorded/<slug:unit>/", views.confirm_recorded, name="confirm-recorded"),
    path("workbench/<slug:slug>/sign-all/", views.sign_all, name="sign-all"),
    path("workbench/dues/<slug:code>/<slug:period>/confirm/", views.confirm, name="confirm"),
    path("workbench/commitments/<slug:code>/updates/<slug:period>/", views.update, name="update"),
    path("workbench/<slug:slug>/calendar/", views.calendar, name="calendar"),
    path("workbench/<slug:slug>/owing/", views.owing, name="owing"),
    path("workbench/<slug:slug>/owing/<slug:unit>/remind/", views.remind, name="remind"),
    path("workbench/<slug:slug>/burden/", views.burden, name="burden"),
]
