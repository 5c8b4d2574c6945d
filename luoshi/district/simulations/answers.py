"""What all pages of policy simulations share: who asks, which simulation or proposal is meant, what was typed to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext

from luoshi.district.answers import official, words_of
from luoshi.district.simulations import fail_if, queries
from luoshi.district.simulations.errors import NotAllowed
from luoshi.engines.decisions import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from luoshi.district.offices.queries import Authority
    from luoshi.district.simulations.models import PolicyProposal, Simulation

OF_PARAMETER = "p."
OF_CELL = "c."
TEXT_MAX = 400


@dataclass(frozen=True, slots=True)
class Typed:
    """What a request says of parameters and cells, by their names."""

    parameters: Mapping[str, str]
    cells: Mapping[Cell, str]


def looker(request: HttpRequest) -> Authority:
    """An official who may see simulations.

    Raises:
        PermissionDenied: whoever asks may not.
    """
    by = official(request)
    try:
        fail_if.may_not_look(by.district, by)
    except NotAllowed as refusal:
        raise PermissionDenied(refusal.in_one_line()) from refusal
    return by


def simulation_for(number: int, by: Authority) -> Simulation:
    """The simulation of an address.

    Raises:
        Http404: there is none.
    """
    found = queries.simulation(number, by=by)
    if found is None:
        raise Http404(gettext("没有这个政策模拟。"))
    return found


def proposal_for(number: int, by: Authority) -> PolicyProposal:
    """The proposal of an address.

    Raises:
        Http404: there is none.
    """
    found = queries.proposal(number, by=by)
    if found is None:
        raise Http404(gettext("没有这个提案。"))
    return found


def typed_in(request: HttpRequest) -> Typed:
    """What was typed; where a slider was moved, its value stands for the number beside it."""
    given = {name: words_of(words, most=TEXT_MAX) for name, words in (request.POST or request.GET).dict().items()}
    parameters = {name.removeprefix(OF_PARAMETER): words for name, words in given.items() if name.startswith(OF_PARAMETER)}
    if given.get("slide") and "slid" in given:
        parameters[given["slide"]] = given["slid"]
    places = ((Cell.parse(name.removeprefix(OF_CELL)), words) for name, words in given.items() if name.startswith(OF_CELL))
    return Typed(parameters, {place: words for place, words in places if place is not None})
