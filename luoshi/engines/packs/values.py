"""YAML as JSON: what is written without quotation marks and looks like a number, ``true``, ``false`` or ``null`` in JSON, is that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from luoshi.engines.decisions.incoming import Numeral
from luoshi.engines.feel import Type
from luoshi.engines.feel import types as feel
from luoshi.engines.packs.fields import NOTHING
from luoshi.engines.packs.files import Scalar, Tree

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_CONSTANTS: Final = {"true": True, "false": False, **dict.fromkeys(NOTHING)}


def json_of(tree: Tree, wanted: Type = feel.ANY) -> Any:
    """The tree as `luoshi decide` reads the same from JSON. Where a type is wanted, a text is what that type makes of it."""
    if isinstance(tree, list):
        item = wanted.item if isinstance(wanted, feel.ListType) else wanted
        return [json_of(each, item) for each in tree]
    if isinstance(tree, dict):
        members: Mapping[str, Type] = dict(wanted.members) if isinstance(wanted, feel.ContextType) else {}
        return {str(name): json_of(each, members.get(name, feel.ANY)) for name, each in tree.items()}
    item = wanted.item if isinstance(wanted, feel.ListType) else wanted  # one thing may stand for the list of it
    return _OF_TYPE.get(item, _plain)(tree)


def _plain(text: str) -> Any:
    is_quoted = isinstance(text, Scalar) and text.is_quoted
    return str(text) if is_quoted else _number(text) if _NUMBER.fullmatch(text) else _CONSTANTS.get(str(text), str(text))


def _number(text: str) -> Any:
    return Numeral(str(text)) if _NUMBER.fullmatch(text) else _text(text)


def _text(text: str) -> Any:
    is_quoted = isinstance(text, Scalar) and text.is_quoted
    return None if text in NOTHING and not is_quoted else str(text)


_OF_TYPE: Final[Mapping[Type, Callable[[str], Any]]] = {feel.NUMBER: _number, feel.STRING: _text}
