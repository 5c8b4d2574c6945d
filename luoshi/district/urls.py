"""All addresses. Each capability keeps its own; this file says where they begin."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from luoshi.district.api import api
from luoshi.district.health import health

urlpatterns = [
    path("healthz", health),
    path("api/v1/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/login/", RedirectView.as_view(pattern_name="offices:sign-in", query_string=True)),  # one door, with one brake
    path("admin/", admin.site.urls),
    path("", include("luoshi.district.site.urls")),
    path("", include("luoshi.district.offices.urls")),
    path("", include("luoshi.district.attachments.urls")),
    path("", include("luoshi.district.campaigns.urls")),
    path("", include("luoshi.district.casework.urls")),
    path("", include("luoshi.district.credentials.urls")),
    path("", include("luoshi.district.decisions.urls")),
    path("", include("luoshi.district.access_log.urls")),
    path("", include("luoshi.district.demonstration.urls")),
    path("", include("luoshi.district.register.urls")),
    path("", include("luoshi.district.services.urls_of_renewals")),
    path("", include("luoshi.district.services.urls")),
    path("", include("luoshi.district.messages.urls")),
    path("", include("luoshi.district.dues.urls")),
    path("", include("luoshi.district.facts.urls")),
    path("", include("luoshi.district.indicators.urls")),
    path("", include("luoshi.district.population.urls")),
    path("", include("luoshi.district.programs.urls")),
    path("", include("luoshi.district.progress.urls")),
    path("", include("luoshi.district.report_cards.urls")),
    path("", include("luoshi.district.results.urls")),
    path("", include("luoshi.district.ladder.urls")),
    path("", include("luoshi.district.lights.urls")),
    path("", include("luoshi.district.open_data.urls")),
    path("", include("luoshi.district.story.urls")),
    path("", include("luoshi.district.bulletins.urls")),
    path("", include("luoshi.district.overview.urls")),
    path("", include("luoshi.district.scores.urls")),
    path("", include("luoshi.district.simulations.urls")),
    path("", include("luoshi.district.plan.urls")),
]
