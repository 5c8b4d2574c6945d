"""Addresses of campaigns."""

from django.urls import path, re_path

from luoshi.district.campaigns import views, views_of_own, views_of_own_cases, views_of_work

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", views.campaigns, name="public"),
    path("campaigns/<int:pk>/", views.public_list, name="list"),
    path("benefits/", views_of_own.benefits, name="benefits"),
    path("benefits/<int:line>/accept/", views_of_own.accept, name="accept"),
    path("benefits/<int:line>/decline/", views_of_own.decline, name="decline"),
    path("benefits/campaigns/<int:pk>/object/", views_of_own.object_to, name="object"),
    path("benefits/cases/<str:code>/", views_of_own_cases.case, name="own-case"),
    path("benefits/cases/<str:code>/<slug:transition>/", views_of_own_cases.step, name="own-step"),
    path("workbench/campaigns/", views_of_work.campaigns, name="campaigns"),
    path("workbench/campaigns/begin/", views_of_work.begin, name="begin"),
    path("workbench/campaigns/<int:pk>/", views_of_work.campaign, name="campaign"),
    path("workbench/campaigns/<int:pk>/try/", views_of_work.try_out, name="try"),
    path("workbench/campaigns/<int:pk>/approve/", views_of_work.approve, name="approve"),
    path("workbench/campaigns/<int:pk>/publish/", views_of_work.publish, name="publish"),
    path("workbench/campaigns/<int:pk>/close/", views_of_work.close, name="close"),
    path("workbench/campaigns/<int:pk>/correct/", views_of_work.correct, name="correct"),
    path("workbench/campaigns/<int:pk>/pay/", views_of_work.pay, name="pay"),
    path("workbench/campaigns/<int:pk>/results/", views_of_work.results, name="results"),
    path("workbench/campaigns/<int:pk>/claw-back/", views_of_work.claw_back, name="claw-back"),
    path("workbench/campaigns/<int:pk>/repayment/", views_of_work.repayment, name="repayment"),
    re_path(
        r"^workbench/campaigns/(?P<pk>\d{1,18})/payments/(?P<number>\d{1,4})\.(?P<kind>csv|xlsx)$", views_of_work.payment_file, name="file"
    ),
]
