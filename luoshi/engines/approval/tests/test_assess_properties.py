"""What holds of every application: nothing unknown is granted, everything is asked at once, and the order of things says nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.approval import (
    HARMLESS,
    Application,
    Assessment,
    CommitmentVerdict,
    Field,
    FieldType,
    FieldValue,
    Given,
    LackKind,
    MissingPapersVerdict,
    Outcome,
    PaperState,
    Path,
    Reason,
    Source,
    Verdict,
    assess,
    needed_fields,
    needed_materials,
)
from luoshi.engines.approval.tests.stall import ACCEPTS, ALL_PROMISED, ALLOWS, GRANTS, STALL, WHOLE, WINE, said

SELDOM: Final = st.sampled_from([False, False, False, True])
UNMET: Final = (Reason(said("不符合")),)
VERDICTS: Final = st.sampled_from(
    [
        *[GRANTS] * 6,
        None,
        Verdict(grants=False, unmet=UNMET),
        Verdict(grants=True, unmet=UNMET),
        Verdict(grants=True, unknown=("面积",)),
        Verdict(grants=True, findings=("unverified_document",)),
        Verdict(grants=True, findings=("unknown_input",)),
    ]
)
_STANDING: Final = [*[ALLOWS] * 4, None, CommitmentVerdict(allows=False, exclusions=UNMET), CommitmentVerdict(allows=False)]
STANDING_COMMITMENTS: Final = st.sampled_from(_STANDING)
"""Those that say nothing of the promise itself, and so stay what they are when it is completed."""
COMMITMENTS: Final = st.sampled_from([*_STANDING, CommitmentVerdict(allows=False, corrections=(said("更正"),))])
MISSING_PAPERS: Final = st.sampled_from([None, ACCEPTS, MissingPapersVerdict(accepts=False, reasons=UNMET)])


def values(field: Field) -> st.SearchStrategy[FieldValue]:
    match field.type:
        case FieldType.NUMBER:
            return st.sampled_from([Decimal(0), Decimal(10), Decimal("10.1")])
        case FieldType.DATE:
            return st.dates(date(2020, 1, 1), date(2020, 1, 3))
        case FieldType.YES_NO:
            return st.booleans()
        case FieldType.CHOICE:
            return st.sampled_from([each.code for each in field.choices])
        case FieldType.CHOICES:
            return st.just(tuple(each.code for each in field.choices))
        case _:
            return st.just("字")


def givens(field: Field) -> st.SearchStrategy[Given]:
    return st.builds(Given, values(field) | st.none(), st.sampled_from(Source), SELDOM)


def _some(strategies: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A few of them."""
    chosen = st.lists(st.sampled_from(sorted(strategies)), max_size=2, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({each: strategies[each] for each in names}))


FIELDS: Final = st.builds(
    lambda base, changes: {**base, **changes},
    st.sampled_from([WHOLE, WHOLE, WHOLE, WINE, {}]),
    _some({each.code: givens(each) for each in STALL.fields}),
)
PAPERS: Final = st.builds(
    lambda state, changes: {**{each.code: state for each in STALL.materials}, **changes},
    st.sampled_from([PaperState.KNOWN, PaperState.KNOWN, PaperState.KNOWN, PaperState.ABSENT]),
    _some({each.code: st.sampled_from(PaperState) for each in STALL.materials}),
)
PATHS: Final = st.permutations([*Path]).map(lambda some: tuple(some[: some.index(Path.ORDINARY) + 1]))
"""Some paths in some order, the ordinary one last: what stands behind it would never be taken."""
APPLICATIONS: Final = st.builds(
    lambda paths, path, fields, papers, promised: Application(replace(STALL, paths=paths), path, fields, papers, promised),
    st.just(STALL.paths) | st.just(STALL.paths) | PATHS,
    st.sampled_from([None, None, None, Path.COMMITMENT, *Path]),
    FIELDS,
    PAPERS,
    st.sampled_from([frozenset[str](), frozenset[str](), ALL_PROMISED, frozenset({"tidy"})]),
)


def examples(count: int) -> settings:
    return settings(max_examples=count, deadline=None)


def names(found: Assessment) -> set[tuple[LackKind, str]]:
    return {(each.kind, each.code) for each in found.missing}


@examples(200)
@given(it=APPLICATIONS, verdict=VERDICTS, commitment=COMMITMENTS, missing=MISSING_PAPERS, pending=SELDOM)
def test_only_what_is_known_or_promised_is_granted(
    it: Application, verdict: Verdict | None, commitment: CommitmentVerdict | None, missing: MissingPapersVerdict | None, *, pending: bool
) -> None:
    found = assess(it, verdict=verdict, commitment=commitment, missing_papers=missing, pending_same=pending)
    assert (found.outcome is Outcome.ASK) == bool(found.missing)
    assert found.outcome is not Outcome.PERSON or found.reasons
    assert (found.path is Path.MISSING_PAPERS and found.outcome is Outcome.PERSON) == bool(found.deferred)
    if found.outcome is not Outcome.GRANT:
        return
    assert verdict is not None
    assert verdict.grants
    assert (verdict.unmet, verdict.unknown, set(verdict.findings) - HARMLESS, pending) == ((), (), set(), False)
    fields = needed_fields(it.item, it.fields)
    assert all(it.fields[each.code].value is not None for each in fields if each.required)
    assert all(it.fields[each.code] == Given(it.fields[each.code].value, Source.REGISTER) for each in fields if each.must_be_known)
    for material in needed_materials(it.item, it.fields):
        promised = found.path is Path.COMMITMENT and material.commitment
        assert promised or it.papers[material.code] is PaperState.KNOWN
    if found.path is Path.COMMITMENT:
        assert it.promised == ALL_PROMISED
        assert commitment is not None
        assert commitment.allows
    assert found.path in (it.path, it.item.paths[0]) or it.path is None
    assert next(each.is_open for each in found.ways if each.path is found.path)


@examples(100)
@given(st.data(), APPLICATIONS, VERDICTS, STANDING_COMMITMENTS, MISSING_PAPERS)
def test_what_was_asked_once_is_all_that_is_ever_asked(
    data: st.DataObject,
    it: Application,
    verdict: Verdict | None,
    commitment: CommitmentVerdict | None,
    missing: MissingPapersVerdict | None,
) -> None:
    """Whatever is then filled in: with all of it handed in nothing is asked again, with a part of it nothing new."""
    first = assess(it, verdict=None, commitment=commitment, missing_papers=missing, pending_same=False)
    asked = {kind: [each.code for each in first.missing if each.kind is kind] for kind in LackKind}
    new = {code: Given(data.draw(values(it.item.field(code))), Source.APPLICANT) for code in asked[LackKind.FIELD]}
    papers = dict.fromkeys(asked[LackKind.PAPER], PaperState.HANDED)
    promised = it.promised | set(asked[LackKind.PROMISE])

    def later(codes: Collection[str]) -> Assessment:
        filled = {**it.fields, **{code: new[code] for code in codes}}
        whole = replace(it, fields=filled, papers={**it.papers, **papers}, promised=promised)
        return assess(whole, verdict=verdict, commitment=commitment, missing_papers=missing, pending_same=False)

    some = data.draw(st.sets(st.sampled_from(sorted(new)))) if new else set[str]()
    assert names(later(some)) <= names(first)
    assert later(new).outcome is not Outcome.ASK


@examples(50)
@given(it=APPLICATIONS, verdict=VERDICTS, commitment=COMMITMENTS, missing=MISSING_PAPERS, pending=SELDOM)
def test_the_order_in_which_things_came_says_nothing(
    it: Application, verdict: Verdict | None, commitment: CommitmentVerdict | None, missing: MissingPapersVerdict | None, *, pending: bool
) -> None:
    other = replace(it, fields=dict([*it.fields.items()][::-1]), papers=dict([*it.papers.items()][::-1]))
    one, two = (assess(each, verdict=verdict, commitment=commitment, missing_papers=missing, pending_same=pending) for each in (it, other))
    assert one == two
