"""Addresses of progress."""

from django.urls import path

from luoshi.district.progress import views, views_of_planning

app_name = "progress"
urlpatterns = [
    path("commitments/<slug:code>/progress/", views.history, name="history"),
    path("workbench/commitments/<slug:code>/progress/", views_of_planning.links, name="links"),
    path("workbench/commitments/<slug:code>/progress/<int:number>/end/", views_of_planning.end, name="end"),
    path("workbench/commitments/<slug:code>/progress/<int:number>/trajectory/", views_of_planning.trajectory, name="trajectory"),
    path("workbench/commitments/<slug:code>/progress/<int:number>/answer/", views.answer, name="answer"),
]
