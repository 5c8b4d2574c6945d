"""Addresses of licences. They stand in what is signed and on what is printed, so they are permanent."""

from django.urls import path

from luoshi.district.credentials import views

app_name = "credentials"
urlpatterns = [
    path("licences/verify/", views.verify, name="verify"),
    path("licences/keys.json", views.keys, name="keys"),
    path("licences/status/<int:number>/<slug:purpose>.json", views.status_list, name="status"),
    path("licences/<slug:code>/", views.licence, name="licence"),
    path("licences/<slug:code>/licence.json", views.signed_file, name="json"),
    path("licences/<slug:code>/licence.pdf", views.sheet, name="pdf"),
]
