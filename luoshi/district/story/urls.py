"""Addresses of stories; those of a promise's story and its feed are permanent."""

from django.urls import path

from luoshi.district.story import views, views_of_following, views_of_questions

app_name = "story"
urlpatterns = [
    path("commitments/<slug:code>/story/", views.story, name="story"),
    path("commitments/<slug:code>/story.atom", views.feed, name="feed"),
    path("commitments/<slug:code>/follow/", views_of_following.follow, name="follow"),
    path("commitments/<slug:code>/ask/", views_of_questions.ask, name="ask"),
    path("news.atom", views.feed_of_all, name="feed-of-all"),
    path("follow/confirm/<str:token>/", views_of_following.confirm, name="confirm"),
    path("follow/leave/<str:token>/", views_of_following.leave, name="leave"),
    path("questions/<str:token>/", views_of_questions.question, name="question"),
]
