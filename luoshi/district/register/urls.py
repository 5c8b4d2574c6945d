"""Addresses of registers. Those of entries are permanent."""

app_name = "register"
urlpatterns: list[object] = []
