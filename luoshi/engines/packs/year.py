"""``year.yaml``: a year in the life of a demonstration, as its pack plans it. Whatever chance decides, it decides within this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final

from luoshi.engines.packs.department_tables import FILE as _TABLES_FILE
from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, line_of, tree_of, without
from luoshi.engines.packs.model import Pack
from luoshi.engines.packs.model_of_year import (
    ANYBODY,
    DEEDS,
    DESKS,
    MONTHS,
    NEWCOMERS,
    Amount,
    Episode,
    FigureTold,
    FilingStream,
    Ladder,
    ListStream,
    Note,
    Published,
    RecordStream,
    ReleaseTold,
    Rhythm,
    Rise,
    Routine,
    Said,
    StepTold,
    TableStream,
    Trade,
    Works,
    Year,
)
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FILE: Final = "year.yaml"
SEED_MAX: Final = 9999
LAG_MAX: Final = 60
DAYS_MAX: Final = 366
COLUMNS_OF_A_LIST: Final = 3
NINE: Final = time(9)
_HEAD: Final = ("seed", "begins", "ends", "shown")
_LISTS: Final = (
    "surnames",
    "words",
    "filings",
    "records",
    "lists",
    "tables",
    "routines",
    "ladder",
    "works",
    "releases",
    "stories",
    "published",
)
_RHYTHM: Final = ("spread", "days_off", "month_end")
_FILING: Final = ("code", "item", "by", "promises", "papers", *_RHYTHM)
_RECORD: Final = ("code", "kind", "subject", "title", "source", "post", "unit", "piece", "lag", *_RHYTHM)
_ROUTINE: Final = ("matter", "status", "do", "post", "unless", "file")
_LADDER: Final = ("until",)
_RISE: Final = ("rung", "by", "words")
_RUNGS: Final = ("order", "circulate", "talk")
_LIST: Final = (
    "code", "table", "post", "source", "document", "mark", "code_range", "name", "industry", "known_from", "entered_by", *_RHYTHM,
)  # fmt: skip
_TABLE: Final = ("code", "table", "post", "source", "document", "unknown", "young")
_TRADE: Final = ("industries", "values", "amounts")
_WORKS: Final = ("last", "spread", "stalls", "recovers", "ahead", "late", "silent")
_NOTE: Final = ("share", "says", "done")
_RELEASE: Final = ("title", "document_number", "issuer", "issued_on", "post")
_FIGURE: Final = ("indicator", "period", "number", "provisional")
_STORY: Final = ("code", "name", "name_en", "tells", "tells_en", "quote")
_STEP: Final = ("on", "at", "by", "do")
_PUBLISHED: Final = ("indicator", "place", "says", "promised", "source", "grade")
_GRADES: Final = ("A", "B", "C", "D")
_COLUMN: Final = Words("栏目", "column")
INDICATOR: Final = Words("指标", "indicator")
POST_OR_APPLICANT: Final = Words("岗位或申请人", "post or applicant")


def read_year(pack: Pack) -> Year | None:
    """Read ``year.yaml`` of a district that is a demonstration; without the file it has no year.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    file = pack.folder / FILE
    if not file.exists():
        return None
    tree = tree_of(file, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, (*_HEAD, *_LISTS))
    head = entry(FILE, WHOLE_FILE, without(tree, *_LISTS), _HEAD)
    begins, ends = head.validity("begins", "ends")
    shown = head.day("shown")
    if ends is None or not begins <= shown <= ends:
        raise head.problem("shown", Words("应在起止日之间。", "It lies between the first and the last day."))
    reading = _Reading(pack, begins, ends)
    return Year(
        seed=head.count("seed", 0, SEED_MAX),
        begins=begins,
        ends=ends,
        shown=shown,
        surnames=tuple(texts(head, "surnames", tree.get("surnames", ""))),
        words={name: tuple(texts(head, name, said)) for name, said in _group(head, "words", tree.get("words", "")).items()},
        filings=tuple(reading.filing(place, values) for _, place, values in mappings(FILE, _FILINGS, tree.get("filings", ""))),
        records=tuple(reading.record(place, values) for _, place, values in mappings(FILE, _RECORDS, tree.get("records", ""))),
        lists=tuple(reading.listed(place, values) for _, place, values in mappings(FILE, _PUBLISHED_LISTS, tree.get("lists", ""))),
        tables=tuple(reading.table(place, values) for _, place, values in mappings(FILE, _TABLES, tree.get("tables", ""))),
        routines=tuple(reading.routine(place, values) for _, place, values in mappings(FILE, _ROUTINES, tree.get("routines", ""))),
        ladder=reading.ladder(tree["ladder"]) if "ladder" in tree else None,
        works=reading.works(tree["works"]) if "works" in tree else None,
        releases=tuple(reading.release(place, values) for _, place, values in mappings(FILE, _RELEASES, tree.get("releases", ""))),
        stories=tuple(reading.stories(tree.get("stories", ""))),
        published=tuple(reading.published(place, values) for _, place, values in mappings(FILE, _FIGURES, tree.get("published", ""))),
    )


_FILINGS: Final = Words("申请来源", "stream of applications")
_RECORDS: Final = Words("事实来源", "stream of facts")
_PUBLISHED_LISTS: Final = Words("名单来源", "list")
_TABLES: Final = Words("部门数据来源", "department's table")
_TRADES: Final = Words("行业", "trade")
_ROUTINES: Final = Words("日常办理", "routine")
_LIGHTS: Final = Words("逐级督办", "step on a light")
_WORK: Final = Words("工作台账", "works")
_NOTES: Final = Words("台账记事", "note")
_RELEASES: Final = Words("发布", "release")
_FIGURES: Final = Words("数据", "figure")
_STORIES: Final = Words("情节", "story")
_STEPS: Final = Words("步骤", "step")


class _Reading:
    """The lists of the file, held against what the pack says elsewhere."""

    def __init__(self, pack: Pack, begins: date, ends: date) -> None:
        self.begins, self.ends = begins, ends
        self.posts = [each.code for each in pack.posts]
        self.applicants = [each.code for each in pack.services.applicants] if pack.services else []
        self.items = [each.item for each in pack.services.items] if pack.services else []
        self.streams: list[str] = []
        """Those of applications that were read."""
        self.indicators = [each.code for each in pack.indicators]
        self.columns = {each.name: each.columns for each in pack.department_tables}

    def filing(self, place: Words, values: dict[str, Tree]) -> FilingStream:
        groups = ("months", "values", "variants", "only")
        refuse_unknown_keys(FILE, place, values, (*_FILING, *groups))
        each = entry(FILE, place, without(values, *groups), _FILING)
        variants = [said for _, _, said in mappings(FILE, place, values.get("variants", ""))]
        made = FilingStream(
            code=each.code("code"),
            item=each.known("item", Words("事项", "item"), self.items, "services.yaml"),
            by=each.known("by", Words("来源", "stream"), [NEWCOMERS, *self.streams], FILE),
            rhythm=_rhythm(each, values),
            values=_said(each, "values", values.get("values", "")),
            variants=tuple(_said(each, "variants", said) for said in variants) or ({},),
            promises=each.yes("promises"),
            papers=each.maybe("papers"),
            only=_plain(each, "only", values.get("only", "")),
        )
        self.streams.append(made.code)
        return made

    def record(self, place: Words, values: dict[str, Tree]) -> RecordStream:
        groups = ("months", "details")
        refuse_unknown_keys(FILE, place, values, (*_RECORD, *groups))
        each = entry(FILE, place, without(values, *groups), _RECORD)
        return RecordStream(
            code=each.code("code"),
            kind=each.text("kind"),
            subject=each.text("subject"),
            title=each.text("title"),
            source=each.text("source"),
            post=each.known("post", Words("岗位", "post"), self.posts),
            unit=each.maybe("unit"),
            piece=each.maybe_amount("piece") or Decimal(1),
            lag=each.count("lag", 0, LAG_MAX) if each.maybe("lag") else 0,
            details=_plain(each, "details", values.get("details", "")),
            rhythm=_rhythm(each, values),
        )

    def listed(self, place: Words, values: dict[str, Tree]) -> ListStream:
        groups = ("months", "columns", "known")
        refuse_unknown_keys(FILE, place, values, (*_LIST, *groups))
        each = entry(FILE, place, without(values, *groups), _LIST)
        columns = tuple(texts(each, "columns", values.get("columns", "")))
        if len(columns) != COLUMNS_OF_A_LIST:
            remedy = Words("请写三列：编号、入库日期、是否在库。", "Write three columns: number, since when, whether still.")
            raise PackProblem(FILE, place, "columns", str(values.get("columns", "")), remedy, line=each.line)
        post = Words("岗位", "post")
        known = _group(each, "known", values.get("known", ""))
        return ListStream(
            code=each.code("code"),
            table=each.text("table"),
            columns=(columns[0], columns[1], columns[2]),
            post=each.known("post", post, self.posts),
            source=each.text("source"),
            document=each.maybe("document"),
            mark=each.text("mark"),
            code_range=each.text("code_range"),
            name=each.text("name"),
            industry=each.text("industry"),
            known_from=each.text("known_from"),
            entered_by=each.known("entered_by", post, self.posts),
            known={
                code: tuple(Entry(FILE, place, {code: day}).day(code) for day in texts(each, code, said)) for code, said in known.items()
            },
            rhythm=_rhythm(each, values),
        )

    def table(self, place: Words, values: dict[str, Tree]) -> TableStream:
        refuse_unknown_keys(FILE, place, values, (*_TABLE, "trades"))
        each = entry(FILE, place, without(values, "trades"), _TABLE)
        name = each.known("table", _TABLES, list(self.columns), _TABLES_FILE)
        return TableStream(
            code=each.code("code"),
            table=name,
            post=each.known("post", Words("岗位", "post"), self.posts),
            source=each.text("source"),
            document=each.maybe("document"),
            unknown=_share(each, "unknown"),
            young=_share(each, "young"),
            trades=tuple(self._trade(name, at, said) for _, at, said in mappings(FILE, _TRADES, values.get("trades", ""))),
        )

    def _trade(self, table: str, place: Words, values: dict[str, Tree]) -> Trade:
        refuse_unknown_keys(FILE, place, values, _TRADE)
        each = Entry(FILE, place, {})
        said, amounts = _plain(each, "values", values.get("values", "")), _group(each, "amounts", values.get("amounts", ""))
        for name in (*said, *amounts):
            Entry(FILE, place, {"column": name}).known("column", _COLUMN, [one.name for one in self.columns[table]], _TABLES_FILE)
        industries = tuple(texts(each, "industries", values.get("industries", "")))
        return Trade(industries, said, {name: _invented(each, name, numbers) for name, numbers in amounts.items()})

    def routine(self, place: Words, values: dict[str, Tree]) -> Routine:
        groups = ("after", "among", "values")
        refuse_unknown_keys(FILE, place, values, (*_ROUTINE, *groups))
        each = entry(FILE, place, without(values, *groups), _ROUTINE)
        days = list(texts(each, "after", values.get("after", "")))
        if len(days) != 2 or not all(day.isdigit() for day in days) or int(days[0]) > int(days[1]):
            remedy = Words("请写最少和最多几天，如 [3, 9]。", "Write the fewest and the most days, such as [3, 9].")
            raise PackProblem(FILE, place, "after", str(values.get("after", "")), remedy, line=each.line)
        return Routine(
            matter=each.text("matter"),
            status=each.text("status"),
            do=each.text("do"),
            post=each.known("post", Words("岗位", "post"), [*self.posts, *DESKS]),
            after=(int(days[0]), int(days[1])),
            values=_plain(each, "values", values.get("values", "")),
            unless=each.maybe("unless"),
            among=_among(each, values["among"]) if "among" in values else (Decimal(0), Decimal(1)),
            file=each.maybe("file"),
        )

    def ladder(self, tree: Tree) -> Ladder:
        values = _group(Entry(FILE, WHOLE_FILE, {}), "ladder", tree)
        refuse_unknown_keys(FILE, _LIGHTS, values, (*_LADDER, "steps"))
        each = entry(FILE, _LIGHTS, without(values, "steps"), _LADDER)
        return Ladder(
            self._day(each, "until"), tuple(self._rise(at, said) for _, at, said in mappings(FILE, _LIGHTS, values.get("steps", "")))
        )

    def _rise(self, place: Words, values: dict[str, Tree]) -> Rise:
        each = entry(FILE, place, values, _RISE)
        return Rise(each.word("rung", _RUNGS), each.known("by", Words("岗位", "post"), self.posts), each.text("words"))

    def works(self, tree: Tree) -> Works:
        values = _group(Entry(FILE, WHOLE_FILE, {}), "works", tree)
        refuse_unknown_keys(FILE, _WORK, values, (*_WORKS, "notes", "words"))
        each = entry(FILE, _WORK, without(values, "notes", "words"), _WORKS)
        return Works(
            last=self._day(each, "last"),
            notes=tuple(_note(entry(FILE, place, said, _NOTE)) for _, place, said in mappings(FILE, _NOTES, values.get("notes", ""))),
            words=tuple(texts(each, "words", values.get("words", ""))),
            spread=_share(each, "spread"),
            stalls=_share(each, "stalls"),
            recovers=each.count("recovers", 0, DAYS_MAX),
            ahead=each.count("ahead", 0, LAG_MAX),
            late=_share(each, "late"),
            silent=_share(each, "silent"),
        )

    def release(self, place: Words, values: dict[str, Tree]) -> ReleaseTold:
        refuse_unknown_keys(FILE, place, values, (*_RELEASE, "figures"))
        each = entry(FILE, place, without(values, "figures"), _RELEASE)
        return ReleaseTold(
            title=each.text("title"),
            document_number=each.text("document_number"),
            issuer=each.text("issuer"),
            issued_on=self._day(each, "issued_on"),
            post=each.known("post", Words("岗位", "post"), self.posts),
            figures=tuple(self._figure(at, said) for _, at, said in mappings(FILE, _FIGURES, values.get("figures", ""))),
        )

    def _figure(self, place: Words, values: dict[str, Tree]) -> FigureTold:
        each = entry(FILE, place, values, _FIGURE)
        indicator = each.known("indicator", INDICATOR, self.indicators, "indicators.yaml")
        return FigureTold(indicator, each.text("period"), _amount(each, "number"), each.yes("provisional"))

    def stories(self, tree: Tree) -> Iterator[Episode]:
        entries = []
        for _, place, values in mappings(FILE, _STORIES, tree):
            refuse_unknown_keys(FILE, place, values, (*_STORY, "steps"))
            each = entry(FILE, place, without(values, "steps"), _STORY)
            entries.append((each, each.code("code")))
            steps = tuple(self._step(each, at, said) for _, at, said in mappings(FILE, _STEPS, values.get("steps", "")))
            yield Episode(each.code("code"), each.said("name"), each.said("tells"), each.maybe("quote"), steps)
        refuse_twice(entries, "code")

    def _step(self, story: Entry, at: Words, values: dict[str, Tree]) -> StepTold:
        place = Words(f"{story.place.chinese}{at.chinese}", f"{story.place.english}, {at.english}")
        deed = entry(FILE, place, {key: values[key] for key in _STEP if key in values}, _STEP).word("do", DEEDS)
        must, may = DEEDS[deed]
        refuse_unknown_keys(FILE, place, values, (*_STEP, *must, *may, "values"))
        each = entry(FILE, place, without(values, "values"), (*_STEP, *must, *may))
        for field in must:
            each.text(field)
        if "indicator" in must:
            each.known("indicator", INDICATOR, self.indicators, "indicators.yaml")
        return StepTold(
            on=self._day(each, "on"),
            at=_time(each),
            by=each.known("by", POST_OR_APPLICANT, [*self.posts, *self.applicants, ANYBODY]),
            do=deed,
            said={field: each.text(field) for field in (*must, *may) if each.maybe(field)},
            values=_said(each, "values", values.get("values", "")),
            line=each.line,
        )

    def published(self, place: Words, values: dict[str, Tree]) -> Published:
        each = entry(FILE, place, values, _PUBLISHED)
        return Published(
            indicator=each.known("indicator", INDICATOR, self.indicators, "indicators.yaml"),
            place=each.text("place"),
            says=each.text("says"),
            promised=each.text("promised"),
            source=each.text("source"),
            grade=each.word("grade", _GRADES),
        )

    def _day(self, each: Entry, field: str) -> date:
        day = each.day(field)
        if self.begins <= day <= self.ends:
            return day
        raise each.problem(field, Words(f"应在 {self.begins} 和 {self.ends} 之间。", f"It lies between {self.begins} and {self.ends}."))


def _rhythm(each: Entry, values: Mapping[str, Tree]) -> Rhythm:
    months = list(texts(each, "months", values.get("months", "")))
    if len(months) != MONTHS:
        remedy = Words("请写十二个月各多少。", "Write the amounts of twelve months.")
        raise PackProblem(FILE, each.place, "months", str(len(months)), remedy, line=each.line)
    amounts = Entry(FILE, each.place, {f"months {number}": said for number, said in enumerate(months, 1)}, line=each.line)
    return Rhythm(
        months=tuple(_amount(amounts, field) for field in amounts.values),
        spread=each.maybe_amount("spread") or Decimal(0),
        days_off=each.maybe_amount("days_off") or Decimal(0),
        month_end=each.maybe_amount("month_end") or Decimal(1),
    )


def _among(each: Entry, tree: Tree) -> tuple[Decimal, Decimal]:
    shares = Entry(FILE, each.place, dict(zip(("first", "last"), texts(each, "among", tree), strict=False)), line=each.line)
    return _share(shares, "first"), _share(shares, "last")


def _invented(each: Entry, column: str, tree: Tree) -> Amount:
    """Two numbers: the middle and the spread."""
    said = dict(zip(("middle", "spread"), texts(each, column, tree), strict=False))
    pair = Entry(FILE, each.place, said)
    return Amount(_amount(pair, "middle"), _amount(pair, "spread"))


def _note(each: Entry) -> Note:
    return Note(_share(each, "share"), each.text("says"), each.yes("done"))


def _share(each: Entry, field: str) -> Decimal:
    share = _amount(each, field)
    if not 0 <= share <= 1:
        raise each.problem(field, Words("请写 0 到 1 之间的数。", "Write a number from 0 to 1."))
    return share


def _amount(each: Entry, field: str) -> Decimal:
    each.text(field)
    amount = each.maybe_amount(field)
    assert amount is not None, "it was there"
    return amount


def _time(each: Entry) -> time:
    if not each.maybe("at"):
        return NINE
    try:
        return time.fromisoformat(each.text("at"))
    except ValueError:
        raise each.problem("at", Words("请写钟点，如 09:30。", "Write a time of day, such as 09:30.")) from None


def _group(each: Entry, field: str, tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    if tree == "":
        return {}
    remedy = Words("请写成“键: 值”。", "Write it as “key: value”.")
    raise PackProblem(FILE, each.place, field, str(tree), remedy, line=line_of(tree))


def _plain(each: Entry, field: str, tree: Tree) -> Mapping[str, str]:
    group = _group(each, field, tree)
    return dict(entry(FILE, each.place, group, group).values)


def _said(each: Entry, field: str, tree: Tree) -> Mapping[str, Said]:
    """What is filled in: texts, or lists of choices."""
    group = _group(each, field, tree)
    return {name: said if isinstance(said, str) else tuple(texts(each, name, said)) for name, said in group.items()}
