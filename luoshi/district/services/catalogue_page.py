"""The catalogue and the guide of an item, put together: what it gives, how long it takes, and what one still has to bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from luoshi.district.decisions.errors import RuleNotInForce
from luoshi.district.decisions.queries import entries, package_in_force
from luoshi.district.languages import said
from luoshi.district.services import queries
from luoshi.district.services.deciding import UNMET
from luoshi.district.services.form_page import notice_parts
from luoshi.district.services.wording import called, duration_in_words, register_in_words
from luoshi.district.slugs import slug_of_pack
from luoshi.engines.approval import Area, Path
from luoshi.engines.decisions.citations import annotation_cells
from luoshi.engines.decisions.model import tables_in
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.catalogue import Offer
    from luoshi.engines.approval import Item, Material
    from luoshi.engines.decisions import DecisionPackage


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a line of the catalogue."""

    code: str
    name: str
    summary: str
    fastest: str
    promised: str
    paths: list[str]
    for_whom: str
    called: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of an item, with its source and whether that was verified."""

    name: str
    value: str
    citation: str
    status: str
    status_words: str


def area_names() -> dict[str, str]:
    """The groups of the catalogue."""
    return {
        Area.FOOD.value: gettext("食品"),
        Area.HEALTH.value: gettext("卫生健康"),
        Area.MARKET.value: gettext("市场主体登记"),
        Area.TRANSPORT.value: gettext("交通运输"),
        Area.CITY.value: gettext("城市管理"),
        Area.LABOUR.value: gettext("人力资源"),
        Area.CIVIL.value: gettext("民政"),
        Area.CONSTRUCTION.value: gettext("住房和城乡建设"),
        Area.CULTURE.value: gettext("文化和旅游"),
    }


def catalogue_page(district: District, *, words: str, on: date) -> dict[str, Any]:
    """The items by area; those that the words name, where any are given."""
    found, names = queries.catalogue(district, on=on, words=words), area_names()
    order = list(names)
    by_area = groupby(sorted(found, key=lambda each: order.index(each.version.area)), key=lambda each: each.version.area)
    groups = [(names[area], [_row(each, on, shows_called=bool(words)) for each in rows]) for area, rows in by_area]
    return {"groups": groups, "words": words, "count": len(found), "all": len(queries.offers(district, on=on)) if words else len(found)}


def _row(found: Offer, on: date, *, shows_called: bool) -> Row:
    item = found.item
    instant = {Path.INSTANT, Path.COMMITMENT} & set(item.paths)
    promised = days_of(found, item.limits.promised, on)
    return Row(
        item.code, said(item.name), said(item.summary), gettext("当场办结") if instant else promised, promised,
        _marks(item), for_whom(found), called_of(found) if shows_called else "",
    )  # fmt: skip


def _marks(item: Item) -> list[str]:
    """In which ways it is done."""
    return [*(said(each.words()) for each in item.paths), *([gettext("签约即发证")] if item.on_signature is not None else [])]


def called_of(found: Offer) -> str:
    """The everyday words by which people look for an item, in the reader's language."""
    return gettext("、").join(called(found.item))


def for_whom(found: Offer) -> str:
    """Who may apply."""
    return gettext("企业、个体工商户") if found.item.applicant.value == "enterprise" else gettext("个人")


def days_of(found: Offer, name: str, on: date) -> str:
    """A limit in words; empty where it has no value that day."""
    limit = found.limit(name, on=on)
    return duration_in_words(int(str(limit.value)), limit.parameter.unit) if limit is not None else ""


def guide_page(found: Offer, *, by: Authority, on: date) -> dict[str, Any]:
    """办事指南: the answer first, then everything by which it is given."""
    item, district = found.item, found.version.district
    notice = queries.notice_of(found, on=on)
    versions = queries.item_versions(district, item.code)
    return {
        "offer": found,
        "item": item,
        "item_name": said(item.name),
        "summary": said(item.summary),
        "called": called_of(found),
        "for_whom": for_whom(found),
        "result": said(item.result.name),
        "valid_for": days_of(found, item.result.valid_for, on),
        "ways": [(said(each.words()), *_way(each, found, on)) for each in item.paths],
        "known": sorted({register_in_words(each.known) for each in item.fields if each.known is not None}),
        "known_fields": [(said(each.name), register_in_words(each.known)) for each in item.fields if each.known is not None],
        "asked_fields": [(said(each.name), said(each.help)) for each in item.fields if each.known is None],
        "materials": [_material(each) for each in item.materials],
        "conditions": list(_conditions(district, item.code, on)),
        "model": next((each.model for each in entries(by=by, on=on) if each.model.slug == slug_of_pack(item.code)), None),
        "limits": [limit for name in item.parameters if (limit := _limit(found, name, on)) is not None],
        "on_signature": item.on_signature,
        "notice": notice_parts(notice) if notice is not None else None,
        "versions": versions,
        "on": on,
    }


def _way(path: Path, found: Offer, on: date) -> tuple[str, str]:
    limits, promised = found.item.limits, days_of(found, found.item.limits.promised, on)
    within = gettext("%(time)s内") % {"time": promised} if promised else gettext("期限以受理通知为准")
    match path:
        case Path.INSTANT:
            return gettext("当场办结"), gettext("登记的情况都符合，材料都不用交，由系统当场审批签发。")
        case Path.COMMITMENT:
            check = days_of(found, limits.check, on)
            after = gettext("签承诺书代替部分材料，当场签发；签发后%(time)s内核查。") % {"time": check} if check else ""
            return gettext("当场办结"), after or gettext("签承诺书代替部分材料，当场签发，以后核查。")
        case Path.MISSING_PAPERS:
            return within, gettext("次要材料可以后补，先受理，材料补齐后由人审查。")
        case _:
            return within, gettext("由工作人员审查；不予许可的，由人决定，写明理由、依据和救济途径。")


def _material(material: Material) -> dict[str, Any]:
    return {
        "name": said(material.name),
        "help": said(material.help),
        "basis": material.basis,
        "register": register_in_words(material.known),
        "promised": material.commitment,
        "follows": material.deferrable,
        "sometimes": bool(material.needed_if),
    }


def _limit(found: Offer, name: str, on: date) -> Limit | None:
    limit = found.limit(name, on=on)
    if limit is None or not isinstance(limit.value, Decimal):  # a list of what may be chosen stands in the form
        return None
    value = duration_in_words(int(str(limit.value)), limit.parameter.unit)
    version = limit.version
    return Limit(name, value, str(version.citation), version.status.value, said(version.status.words()))


def _conditions(district: District, code: str, on: date) -> Iterator[tuple[str, str]]:
    try:
        package = package_in_force(district, code, on=on)
    except RuleNotInForce:
        return
    for text, clause in unmet_rules(package):
        yield said(text), clause


def unmet_rules(package: DecisionPackage) -> Iterator[tuple[Words, str]]:
    """Every circumstance for which the rules do not grant, each with its clause."""
    decisions: Iterable[Any] = (decision for compiled in package.models for decision in compiled.model.decisions)
    for decision in decisions:
        for table in tables_in(decision.logic) if decision.name == UNMET else ():
            for rule in table.rules:
                text = rule.conclusions[0].text.strip().strip('"')
                clause = "；".join(words for words, _ in annotation_cells(table, rule, citing=True))
                yield package.labels.get(text, Words(text, text)), clause
