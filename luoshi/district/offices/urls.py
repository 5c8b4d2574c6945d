"""Addresses of signing in and of the list of units and posts."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from luoshi.district.offices import views

app_name = "offices"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/demonstration/", views.sign_in_as_invented, name="sign-in-as-invented"),
    path("sign-in/provider/", views.to_provider, name="to-provider"),
    path("sign-in/provider/back/", views.from_provider, name="from-provider"),
    path("sign-out/", LogoutView.as_view(next_page="/"), name="sign-out"),
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("offices/", views.offices, name="offices"),
    path("offices/roster/", views.roster, name="roster"),
    path("offices/roster/bring/", views.bring_roster, name="bring-roster"),
    path("offices/<str:what>/", views.change, name="change"),
]
