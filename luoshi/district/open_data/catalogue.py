"""The catalogue of what a district publishes, as DCAT-AP 3.0 in JSON-LD, for portals that harvest: nobody copies links by hand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.words import Words

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
THEME: Final = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a dataset."""

    address: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Something that is published: ``code`` is permanent; ``first_day`` and ``last_day`` are of the time that it speaks of."""

    code: str
    address: str
    title: Words
    description: Words
    first_day: date
    last_day: date
    on: date
    files: Sequence[File]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and under which licence; without one it is not said that anybody may do anything."""

    name: str
    name_en: str
    licence: str
    licence_name: str


def to_json_ld(address: str, title: Words, publisher: Publisher, datasets: Sequence[Dataset]) -> dict[str, Any]:
    """The catalogue as values that :func:`json.dumps` takes."""
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dct:title": _both(title),
        "dct:description": _both(title),
        "dct:publisher": _agent(publisher),
        **_licence(publisher),
        "dcat:dataset": [_dataset(each, publisher) for each in datasets],
    }


def _dataset(it: Dataset, publisher: Publisher) -> dict[str, Any]:
    return {
        "@id": it.address,
        "@type": "dcat:Dataset",
        "dct:identifier": it.code,
        "dct:title": _both(it.title),
        "dct:description": _both(it.description),
        "dct:publisher": _agent(publisher),
        "dct:modified": _day(it.on),
        "dcat:theme": {"@id": THEME},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(it.first_day), "dcat:endDate": _day(it.last_day)},
        "dcat:distribution": [
            {
                "@id": each.address,
                "@type": "dcat:Distribution",
                "dcat:accessURL": {"@id": each.address},
                "dcat:downloadURL": {"@id": each.address},
                "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{each.media_type}"},
                **_licence(publisher),
            }
            for each in it.files
        ],
    }


def _both(words: Words) -> list[dict[str, str]]:
    return [{"@language": "zh", "@value": words.chinese}, {"@language": "en", "@value": words.english}]


def _agent(publisher: Publisher) -> dict[str, Any]:
    names = [{"@language": "zh", "@value": publisher.name}]
    return {"@type": "foaf:Agent", "foaf:name": [*names, {"@language": "en", "@value": publisher.name_en}] if publisher.name_en else names}


def _licence(publisher: Publisher) -> dict[str, Any]:
    if publisher.licence:
        return {"dct:license": {"@id": publisher.licence}}
    return {"dct:rights": publisher.licence_name} if publisher.licence_name else {}


def _day(on: date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": on.isoformat()}
