"""What counted before standings had a day: of the first look at a rung nobody knows since when, of later ones since the look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from luoshi.district.ladder import operations
from luoshi.district.ladder.models import Standing
from luoshi.district.ladder.tests.conftest import REPORTS, brought, with_data
from luoshi.district.population.tests.samples import AT, CODES, DAY

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government

BEFORE, THIS = ("ladder", "0002_what_was_seen_stays"), ("ladder", "0003_standings_have_a_day")


def test_standings_that_were_there_get_the_day_of_their_look(county: Government) -> None:
    with_data(county)
    by, only = county.by("sun"), ["above_scale"]
    operations.survey(county.district, on=DAY, by=by, at=AT, only=only)
    brought(county, "一套表调查单位名录", REPORTS, f"{CODES[1]},是", f"{CODES[6]},是", reason="更正")
    operations.survey(county.district, on=date(2023, 8, 1), by=by, at=AT + timedelta(days=12), only=only)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    loader = MigrationLoader(connection)
    migration, before = loader.graph.nodes[THIS], loader.project_state([BEFORE])
    for step in (migration.unapply, migration.apply):
        with connection.schema_editor() as editor:
            step(before.clone(), editor)
    since = dict(Standing.objects.filter(rung="above_scale").values_list("key", "since"))
    assert since == {CODES[1]: None, CODES[3]: None, CODES[6]: date(2023, 8, 1)}
