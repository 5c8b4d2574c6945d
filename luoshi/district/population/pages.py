"""What the pages of populations show, put together in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from luoshi.district.decisions.queries import pack_names
from luoshi.district.languages import all_said, said
from luoshi.district.population import queries, results
from luoshi.district.population.relation import SECTOR, kept_as
from luoshi.district.population.running import MISSING, UNMATCHED
from luoshi.district.population.tables import columns_of
from luoshi.district.register.queries import KINDS
from luoshi.engines.decisions import sentences
from luoshi.engines.decisions.explain import value_words
from luoshi.engines.identifiers import industries
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.offices.queries import District
    from luoshi.district.population.models import DepartmentTable, FrozenRegister, Run, Snapshot
    from luoshi.district.population.recomputing import Recomputed
    from luoshi.engines.decisions.problems import Labels

FLAWS = {
    "unknown": lambda: _("没有这样的代码"),
    "out_of_range": lambda: _("不可能的数或日期"),
    "leads_nowhere": lambda: _("所指的不在名录里"),
    "shared": lambda: _("与别的条目相同"),
}


@dataclass(frozen=True, slots=True)
class QualityLine:
    """A column of a register: how much is filled, in per cent, and what is wrong in how many rows, with examples."""

    label: Any
    filled: int
    share: int
    flaws: tuple[tuple[str, int, tuple[str, ...]], ...]


def home_page(district: District) -> dict[str, Any]:
    """The newest of everything."""
    return {
        "snapshots": [(each, list(each.registers.all())) for each in queries.snapshots(district, limit=8)],
        "tables": queries.tables(district, limit=8),
        "runs": queries.runs(district, limit=8),
        "names": all_said(pack_names(district)),
    }


def snapshot_page(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot with the quality of its registers, and what rests on it."""
    parts = [(KINDS[each.register], each, list(quality_lines(each))) for each in snapshot.registers.order_by("pk")]
    names = all_said(pack_names(snapshot.district))
    return {"snapshot": snapshot, "parts": parts, "runs": snapshot.runs.order_by("-pk")[:20], "names": names}


def quality_lines(frozen: FrozenRegister) -> Iterator[QualityLine]:
    """Column by column; a filled one of a hundred rows is one per cent, and never none while any is filled."""
    kind = KINDS[frozen.register]
    for field in kind.fields:
        found = frozen.quality["columns"][field.code]
        flaws = tuple((FLAWS[flaw](), each["rows"], tuple(each["examples"])) for flaw, each in found.items() if flaw in FLAWS)
        share = found["filled"] * 100 // frozen.rows
        yield QualityLine(field.label, found["filled"], max(share, 1) if found["filled"] else 0, flaws)


def table_page(table: DepartmentTable) -> dict[str, Any]:
    """A department's table: its columns with what is in them, its faults, its other versions."""
    columns = [(each, table.quality["columns"].get(each.name, {"filled": 0})) for each in columns_of(table.declaration)]
    faults = [(row, column, value, said(Words(*what)), said(Words(*remedy))) for row, column, value, what, remedy in table.faults[:50]]
    others = queries.tables(table.district, name=table.name)
    return {"table": table, "columns": columns, "faults": faults, "others": [each for each in others if each.pk != table.pk]}


def run_page(run: Run, by: str) -> dict[str, Any]:
    """A run: how many rows have which reason and how much, what the others lack, and the groups by what was kept."""
    added = results.amounts(run)
    reasons = [(each, reason_of(run, each["id"]), [_sum(each["amounts"].get(name)) for name in added]) for each in run.counts["reasons"]]
    return {
        "run": run,
        "policy": all_said(pack_names(run.district)).get(run.package, run.package),
        "amounts": added,
        "totals": results.total_of(run),
        "reasons": reasons,
        "decided": run.rows - run.counts["undecided"],
        "missing": masks_of(run, MISSING),
        "unmatched": masks_of(run, UNMATCHED),
        "kept": [(code, label_of(run, code)) for code in run.keep],
        "by_label": label_of(run, by) if by else "",
        "by": by,
        "groups": group_rows(run, by) if by else [],
        "tables": run.tables.order_by("name", "period"),
    }


def _sum(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def reason_of(run: Run, number: int) -> str:
    """What a reason says in the reader's language, with its clause."""
    found = run.reasons.get(str(number))
    return f"{said(Words(found['zh'], found['en']))} {found['clause']}".strip() if found else _("没有规则适用")


def masks_of(run: Run, mask: str) -> list[tuple[str, list[str], int]]:
    """The values of a mask with what they stand for and how many rows have them."""
    return [(value, each["names"], each["rows"]) for value, each in run.counts[mask].items()]


def group_rows(run: Run, by: str) -> list[list[Any]]:
    """The groups by one thing that was kept, as rows of a table."""
    found = queries.groups(run, [by])
    column = kept_as(by)
    return [
        [_called(by, each[column]), each["rows"], each["decided"], *(each[name] for name in results.amounts(run))] for each in found[:60]
    ]


def label_of(run: Run, code: str) -> Any:
    """What a field that was kept is called."""
    if code == SECTOR:
        return _("行业门类")
    link, _dot, there = code.rpartition(".")
    kind = KINDS[KINDS[run.register].by_code[link].link] if link else KINDS[run.register]
    return kind.by_code[there].label


def _called(by: str, value: Any) -> Any:
    """An industry, or a section of them, by its name as well."""
    found = industries().get(value) if by in {SECTOR, "industry"} and value else None
    return f"{value} {found.name}" if found else value


def _known(value: Any, labels: Labels) -> Any:
    """A number, yes or no as it is, anything else by its name."""
    return value if isinstance(value, (bool, Decimal)) else said(value_words(value, labels))


def rows_page(run: Run, rows: Sequence[results.Row]) -> dict[str, Any]:
    """Rows of a run, with what was kept of them as people call it."""
    kept = [[_called(code, value) for code, value in row.kept.items()] for row in rows]
    return {"run": run, "rows": list(zip(rows, kept, strict=True)), "kept_labels": [label_of(run, code) for code in run.keep]}


def row_page(run: Run, found: Recomputed) -> dict[str, Any]:
    """A row with what was known of it, its answers by both engines, and the reasons written out."""
    labels = found.package.labels
    inputs = [(name, said(labels[name]) if name in labels else name, _known(value, labels)) for name, value in found.inputs.items()]
    answers = [(name, found.row.answers[name], name not in found.differing) for name in run.answers]
    told = {name: [said(each) for each in sentences(outcome, labels)] for name, outcome in found.outcomes.items()}
    return {
        "run": run,
        "row": found.row,
        "inputs": inputs,
        "answers": answers,
        "told": told,
        "agrees": found.agrees,
        "law_on": found.law["on"],
    }
