"""数据: every figure of a bulletin with what it says, where it comes from, and the code that is printed for it. All of it is pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from luoshi.words import Words

PLACE: Final = re.compile(r"\{([^{}\s]+)\}")
"""Where a figure belongs in a sentence: ``{017-1.实际}``."""


class Origin(StrEnum):
    """Where a figure of a bulletin comes from."""

    VALUE = "value"  # 指标值: what an indicator had come to
    PROMISE = "promise"  # 承诺: what the plan says
    RECKONED = "reckoned"  # 推算: from other figures, by a formula
    COUNT = "count"  # 计数: of commitments or of what units owe
    PRINTED = "printed"  # 更正前的数: as a bulletin that is corrected has it


ORIGIN_NAMES: Final = {
    Origin.VALUE: Words("指标值", "figure of an indicator"),
    Origin.PROMISE: Words("承诺的目标", "promised"),
    Origin.RECKONED: Words("由其他数推算", "reckoned from other figures"),
    Origin.COUNT: Words("计数", "counted"),
    Origin.PRINTED: Words("更正前的数", "printed before the correction"),
}


FORMER: Final = "原."
"""How the key of a figure begins that a notice replaces: 原.017-1.实际."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Attributes:
        key: its name within the bulletin: ``017-1.实际``.
        name: what it says.
        text: as it is printed.
        unit: of the printed number; empty of a bare count.
        origin: where it comes from.
        how: the query or formula, in words; the figures it names stand there by their keys.
        indicator: the code of the indicator, where it is one's.
        period: until when, where it is an indicator's.
        commitments: the codes of the commitments that it is about.
        indicators: the codes of the indicators of which something is owed, where that is counted.
    """

    key: str
    name: str
    text: str
    unit: str
    origin: Origin
    how: str
    indicator: str = ""
    period: str = ""
    commitments: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def is_former(self) -> bool:
        """Whether a notice repeats it as what was printed before."""
        return self.key.startswith(FORMER)

    def to_json(self) -> dict[str, Any]:
        """As values that :func:`json.dumps` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Figure:
        """The same again."""
        several = {name: tuple(said.get(name, ())) for name in ("commitments", "indicators")}
        return cls(**{**said, **several, "origin": Origin(said["origin"])})


def used(templates: Iterable[str]) -> list[str]:
    """The keys in sentences, in the order in which they first appear."""
    return list(dict.fromkeys(key for template in templates for key in PLACE.findall(template)))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The figures of a bulletin with their numbers, which follow the order of the text; ``series`` begins each code: ``TB-2023-09``."""

    series: str
    figures: Mapping[str, Figure]
    order: Sequence[str]

    @classmethod
    def of(cls, series: str, figures: Mapping[str, Figure], templates: Iterable[str]) -> Numbered:
        """First those of the text, then all others in the order in which they were found, then what any of them is reckoned from."""
        return cls(series, figures, list(dict.fromkeys([*used(templates), *figures])))

    def number(self, key: str) -> int:
        """The short code of a figure."""
        return self.order.index(key) + 1

    def code(self, key: str) -> str:
        """The whole code of a figure: ``TB-2023-09-017``."""
        return f"{self.series}-{self.number(key):03}"

    def filled(self, template: str) -> str:
        """A sentence with its figures, and their short codes before its last full stop: ……21.7个百分点[8—10]。"""
        text = PLACE.sub(lambda found: self.figures[found[1]].text, template)
        codes = self.short_codes(used([template]))
        if not codes:
            return text
        return f"{text[:-1]}{codes}{text[-1]}" if text.endswith(("。", "；", "：")) else f"{text}{codes}"

    def short_codes(self, keys: Iterable[str]) -> str:
        """Some figures' numbers: ``[3、8—10]``; empty of none."""
        spans = "、".join(_spans(sorted({self.number(key) for key in keys})))
        return f"[{spans}]" if spans else ""

    def how(self, figure: Figure) -> str:
        """The query or formula with short codes in place of keys."""
        return PLACE.sub(lambda found: f"[{self.number(found[1])}]", figure.how)


def _spans(numbers: Sequence[int]) -> Iterator[str]:
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}"
