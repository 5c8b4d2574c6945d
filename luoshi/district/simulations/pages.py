"""What the pages of policy simulations show, put together for their templates, which decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext

from luoshi.district.decisions.queries import pack_names
from luoshi.district.languages import all_said, said
from luoshi.district.population import queries as population
from luoshi.district.simulations import computing, curves, fail_if, queries, shown
from luoshi.district.simulations.adjustable import adjustables, changes_of, tables
from luoshi.district.simulations.answers import OF_CELL, OF_PARAMETER
from luoshi.district.simulations.bounds import Bounds
from luoshi.district.simulations.changes import ChangeKind
from luoshi.district.simulations.chart import curve_chart
from luoshi.district.simulations.figures import line_of, lines_of
from luoshi.district.simulations.people import keep_of
from luoshi.engines.progress.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.population.queries import Run
    from luoshi.district.simulations.adjustable import Adjustable
    from luoshi.district.simulations.answers import Typed
    from luoshi.district.simulations.changes import Change
    from luoshi.district.simulations.computing import Changes, Counted, Rules
    from luoshi.district.simulations.models import PolicyProposal, Simulation, SyntheticPopulation
    from luoshi.district.simulations.rows import AskedAgain, ChangedRow
    from luoshi.district.simulations.sliding import Slider
    from luoshi.engines.decisions import DecisionPackage

WIDE, NARROW = {"width": 720, "height": 340}, {"width": 360, "height": 320}


def list_page(district: District, *, by: Authority) -> dict[str, Any]:
    """All simulations and proposals, and the runs beside which another can be begun."""
    return {
        "simulations": queries.simulations(district),
        "proposals": queries.proposals(district),
        "invented": queries.synthetic_populations(district),
        "runs": [each for each in queries.runs_to_begin(district) if population.amounts(each) or computing.answers_of(each)],
        "names": all_said(pack_names(district)),
        "simulates": fail_if.may_simulate(district, by),
    }


def synthetic_said(of: SyntheticPopulation) -> str:
    """Invented enterprises as a choice and as a source: that they are invented is said first."""
    said = {"number": of.number, "rows": f"{of.rows:,}", "seed": of.seed}
    return gettext("模拟人群第 %(number)s 号，不是真实企业：%(rows)s 户，种子 %(seed)s") % said


def people_said(of: Simulation) -> dict[str, Any]:
    """Over whom a simulation asks, for people, with the hash of the file."""
    if of.synthetic is not None:
        return {"words": synthetic_said(of.synthetic), "sha256": of.synthetic.sha256, "is_synthetic": True}
    snapshot = of.run.snapshot
    on = date_format(snapshot.on, "SHORT_DATE_FORMAT")
    words = gettext("%(on)s 的名录快照，%(rows)s 户") % {"on": on, "rows": f"{of.run.rows:,}"}
    return {"words": words, "sha256": snapshot.sha256, "is_synthetic": False}


def policy_of(run: Run) -> str:
    """What the rules of a run are called, in the reader's language."""
    return all_said(pack_names(run.snapshot.district)).get(run.package, run.package)


def simulation_page(of: Simulation, typed: Typed, *, by: Authority) -> dict[str, Any]:
    """A simulation: what can be changed, and what is; the result comes with :func:`result`."""
    rules = computing.rules_of(of)
    offered = adjustables(rules.package, rules.chosen, typed.parameters)
    return {
        "simulation": of,
        "run": of.run,
        "people": people_said(of),
        "policy": policy_of(of.run),
        "rules": rules,
        "answer": _label(rules.package, of.answer),
        "offered": offered,
        "tables": tables(rules.package, typed.cells, rules.answers),
        "cells": [(OF_CELL + str(place), str(place), words) for place, words in sorted(typed.cells.items())],
        "simulates": fail_if.may_simulate(of.district, by),
        "proposals": of.proposals.order_by("-number"),
        "parameter_prefix": OF_PARAMETER,
        "cell_prefix": OF_CELL,
    }


def changes_in(page: dict[str, Any], typed: Typed) -> Changes:
    """The changes that were typed.

    Raises:
        WrongChange: one of them cannot be.
    """
    rules: Rules = page["rules"]
    return changes_of(page["offered"], typed.cells, rules.package)


def asked(changes: Changes, rules: Rules) -> dict[str, Any]:
    """What is changed, for people and for addresses and forms."""
    return {
        "changes": [shown.change(each, rules.package) for each in changes], "query": query_of(changes), "raw": _pairs(changes),
    }  # fmt: skip


def waiting(of: Simulation) -> dict[str, Any] | None:
    """How far the people of a simulation are laid down; None when they are."""
    if curves.are_laid_down(of):
        return None
    step, steps = curves.step_of(of)
    return {"step": max(step, 1), "steps": steps}


def bounds_of(of: Simulation, changes: Changes, rules: Rules) -> dict[str, Any] | None:
    """How far missing data leave the cost open; None where they do not."""
    found = computing.compared(of, changes).bounds
    return _bounds(found, rules.package) if found.rows else None


def result(of: Simulation, changes: Changes, *, slide: str = "") -> dict[str, Any]:
    """What changes do to everybody; where a slider was moved, from its histogram once there is one."""
    compared = (curves.at_once(of, changes, slide) if slide else None) or computing.counted(of, changes)
    whole = compared.difference.whole
    return {
        "whole": shown.line("", whole, whole),
        "has_change": bool(changes),
        "unit": shown.unit_of(of.answer),
        "dimensions": shown.dimensions(compared.difference.dimensions, whole, of.run.register, compared.reasons),
    }


def query_of(changes: Sequence[Change]) -> str:
    """The changes as an address has them."""
    return urlencode(_pairs(changes))


def _pairs(changes: Sequence[Change]) -> list[tuple[str, str]]:
    return [((OF_PARAMETER if each.kind is ChangeKind.PARAMETER else OF_CELL) + each.name, each.new) for each in changes]


def _label(package: DecisionPackage, name: str) -> str:
    return said(package.labels[name]) if name in package.labels else name


def _bounds(of: Bounds, package: DecisionPackage) -> dict[str, Any]:
    def names(of_: Sequence[str]) -> str:
        return gettext("、").join(_label(package, each) for each in of_)

    return {
        "rows": f"{of.rows:,}",
        "open": f"{of.open:,}" if of.open else "",
        "after_low": shown.amount(of.after_low),
        "after_high": shown.amount(of.after_high),
        "before_low": shown.amount(of.before_low),
        "before_high": shown.amount(of.before_high),
        "lacking": [(names(each.missing), names(each.unknown), f"{each.rows:,}") for each in of.lacking[:8]],
        "more": max(0, len(of.lacking) - 8),
    }


def curve_page(of: Simulation, changes: Changes, rules: Rules, offered: Sequence[Adjustable], parameter: str) -> dict[str, Any] | None:
    """The curve of a parameter: picture and table."""
    one = next((each for each in offered if each.name == parameter), None)
    others = tuple(each for each in changes if each.name != parameter)
    found = curves.curve(of, changes, parameter) if one is not None else None
    if one is None or found is None:
        return None
    old, new = _numbers(one, found.slider)
    return {
        "parameter": one,
        "wide": curve_chart(found.points, old, new, **WIDE),
        "narrow": curve_chart(found.points, old, new, **NARROW),
        "points": [
            (
                plain(each.value), shown.amount(each.cost), f"{each.entitled:,}",
                "" if before is None else shown.signed(each.entitled - before.entitled), each.value == old, each.value == new,
            )
            for before, each in zip([None, *found.points], found.points, strict=False)
        ],
        "in_one_pass": found.histogram is not None,
        "passes": len(found.points),
        "unit": shown.unit_of(of.answer),
        "others": [shown.change(each, rules.package) for each in others],
    }  # fmt: skip


def _numbers(one: Adjustable, slider: Slider) -> tuple[Decimal, Decimal]:
    old: Any = one.chosen.value
    given = next((each for each in slider.positions if plain(each).replace(",", "") == plain(type(old)(one.given)).replace(",", "")), old)
    return old, given


def rows_page(of: Simulation, rules: Rules, compared: Counted, found: Sequence[ChangedRow]) -> dict[str, Any]:
    """Rows that gain or lose, with their reasons."""
    register = of.run.register
    return {
        "columns": [shown.title_of(code, register) for code in keep_of(of)],
        "rows": [
            (
                each.key,
                [shown.value_said(code, value, register) for code, value in zip(keep_of(of), each.kept, strict=True)],
                shown.amount(each.was), shown.amount(each.now), shown.signed(each.now - each.was),
                shown.reason_said(each.was_reason, compared.reasons[0]), shown.reason_said(each.now_reason, compared.reasons[1]),
                gettext("、").join(_label(rules.package, name) for name in each.lacking),
            )
            for each in found
        ],
        "unit": shown.unit_of(of.answer),
    }  # fmt: skip


def row_page(rules: Rules, found: AskedAgain) -> dict[str, Any]:
    """One row, before and after, one by one."""
    return {
        "row": found,
        "inputs": [(_label(rules.package, name), _value(value, rules.package)) for name, value in found.inputs.items()],
        "sides": [
            (gettext("现行"), _value(found.before.value, rules.package), [said(each) for each in found.before.sentences]),
            (gettext("改动后"), _value(found.after.value, rules.package), [said(each) for each in found.after.sentences]),
        ],
    }


def _value(value: Any, package: DecisionPackage) -> Any:
    if value is None:
        return gettext("没有资料")
    return _label(package, value) if isinstance(value, str) else value


# --- proposals


def proposal_page(of: PolicyProposal, *, by: Authority) -> dict[str, Any]:
    """A proposal: its exact changes, what it would do, what became of it."""
    rules = computing.rules_of(of.simulation)
    whole, bounds = line_of(of.figures["whole"]), Bounds.of_json(of.figures["bounds"])
    return {
        "proposal": of,
        "simulation": of.simulation,
        "run": of.simulation.run,
        "people": people_said(of.simulation),
        "policy": policy_of(of.simulation.run),
        "changes": [shown.change(each, rules.package) for each in of.said],
        "whole": shown.line("", whole, whole),
        "unit": shown.unit_of(of.simulation.answer),
        "answer": _label(rules.package, of.simulation.answer),
        "bounds": _bounds(bounds, rules.package) if bounds.rows else None,
        "drafts": of.drafts.select_related("version__model").order_by("pk"),
        "drafts_rules": by.is_office_of(of.district),
        "came": [
            (each.run, shown.amount(each.total), shown.amount(each.expected), shown.signed(each.difference)) for each in queries.came_of(of)
        ],
        "query": query_of(of.said),
    }  # fmt: skip


def compare_page(first: PolicyProposal, second: PolicyProposal) -> dict[str, Any]:
    """Two proposals side by side: what they change, what they would do, by each dimension that both have."""
    pair = (first, second)
    packages = [computing.rules_of(each.simulation).package for each in pair]
    changes = [{each.name: shown.change(each, package) for each in one.said} for one, package in zip(pair, packages, strict=True)]
    names = list(dict.fromkeys([*changes[0], *changes[1]]))
    wholes = [line_of(each.figures["whole"]) for each in pair]
    shared = [code for code in first.figures["dimensions"] if code in second.figures["dimensions"] and code not in {"", "reason"}]
    return {
        "pair": pair,
        "changes": [(changes[0].get(name), changes[1].get(name)) for name in names],
        "wholes": [shown.line("", each, each) for each in wholes],
        "apart": shown.signed(wholes[1].after - wholes[0].after),
        "unit": shown.unit_of(first.simulation.answer),
        "is_same_run": _asked_of(first) == _asked_of(second),
        "is_synthetic": any(each.simulation.synthetic_id is not None for each in pair),
        "dimensions": [(shown.title_of(code, first.simulation.run.register), _both(code, pair, wholes)) for code in shared],
    }


def _asked_of(of: PolicyProposal) -> tuple[int, int | None]:
    """The run and the people beside which a proposal was computed."""
    return of.simulation.run_id, of.simulation.synthetic_id


def _both(code: str, pair: tuple[PolicyProposal, PolicyProposal], wholes: Sequence[Any]) -> list[tuple[str, Any, Any]]:
    sides = [lines_of(each.figures, code) for each in pair]
    register = pair[0].simulation.run.register
    ordered = sorted(dict.fromkeys([*sides[0], *sides[1]]), key=str)

    def line(number: int, name: tuple[Any, ...]) -> Any:
        return shown.line("", sides[number][name], wholes[number]) if name in sides[number] else None

    return [(shown.value_said(code, name[0], register), line(0, name), line(1, name)) for name in ordered[: shown.LINES_MAX]]
