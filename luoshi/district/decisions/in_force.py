"""The models of a pack that count on a day, put together with the pack's parameters, documents and words, ready to be asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db import connection

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.models import ModelVersion
from luoshi.district.decisions.sources import files_of, pack_of, split
from luoshi.engines.decisions import RefusedModel
from luoshi.engines.packs import PackProblem
from luoshi.engines.packs.decision_models import package_of_those
from luoshi.engines.packs.model import ModelFile

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.decisions import DecisionPackage

Counting: TypeAlias = tuple[int, str, str]
"""A version that counts: its id, the hash of its text, and that of its pack."""


def package_in_force(district: District, pack_id: str, *, on: date) -> DecisionPackage:
    """All models of a pack in the versions that are in force on a day, with what belongs to the pack.

    What was put together is kept by the versions it consists of: one query tells which these are, so that a model that is withdrawn or
    superseded counts no longer from the next question on.

    Raises:
        RuleNotInForce: no model of the pack counts on that day, or those that do no longer fit together.
    """
    counting = versions_in_force(district, pack_id, on=on)
    try:
        return package_of_versions(counting)
    except (RefusedModel, PackProblem) as problem:
        raise RuleNotInForce(pack_id, on) from problem


def versions_in_force(district: District, pack_id: str, *, on: date) -> tuple[Counting, ...]:
    """Of each model of the pack the version of the row that was said last about the day; a model that has none then is left out.

    Raises:
        RuleNotInForce: no model of the pack counts on that day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [district.pk, pack_id, on, on])
        counting = tuple((version, text, pack) for version, text, pack in cursor.fetchall() if version is not None)
    if not counting:
        raise RuleNotInForce(pack_id, on)
    return counting


_ROWS: Final = """
SELECT DISTINCT ON (said.model_id) said.version_id, version.sha256, content.sha256
FROM decisions_enforcement said
LEFT JOIN decisions_modelversion version ON version.id = said.version_id
LEFT JOIN decisions_packcontent content ON content.id = version.pack_id
WHERE said.model_id IN (
    SELECT known.model_id FROM decisions_packcontent loaded JOIN decisions_modelversion known ON known.pack_id = loaded.id
    WHERE loaded.district_id = %s AND loaded.pack = %s
) AND said.valid_from <= %s AND (said.valid_to IS NULL OR said.valid_to >= %s)
ORDER BY said.model_id, said.id DESC
"""


def files_of_versions(counting: tuple[Counting, ...]) -> dict[str, str]:
    """The files of the pack as these versions say them: the newest content, each model and its examples as its own version has them."""
    versions = list(ModelVersion.objects.select_related("pack", "model").filter(pk__in=[number for number, _, _ in counting]))
    content = max((each.pack for each in versions if each.pack is not None), key=lambda pack: pack.pk)
    files: dict[str, str] = dict(content.files)
    for each in versions:
        files |= {each.model.file: each.content, **dict(split(each.examples))}
    return files


@lru_cache(maxsize=64)
def package_of_versions(counting: tuple[Counting, ...]) -> DecisionPackage:
    """The newest content of the pack among the versions, with each model as its own version says it: so what was in force once is
    put together again.

    Raises:
        RefusedModel, PackProblem: they do not fit together.
    """
    versions = ModelVersion.objects.select_related("pack", "model").filter(pk__in=[number for number, _, _ in counting])
    content = max((each.pack for each in versions if each.pack is not None), key=lambda pack: pack.pk)
    models = (ModelFile(each.model.file, each.content.encode()) for each in versions)
    return package_of_those(pack_of(files_of(content.files)), models)
