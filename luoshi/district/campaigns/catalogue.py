"""Which campaigns a district has loaded, read from their texts, and the values of the law that count for them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.campaigns.errors import NoCampaignType
from luoshi.district.campaigns.models import CampaignType
from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.read_once import read_once
from luoshi.engines.decisions.citations import citations_in
from luoshi.engines.decisions.parameters import NoValueInForce, in_force
from luoshi.engines.packs import campaign_of
from luoshi.engines.packs.law import read_documents, read_parameters
from luoshi.engines.packs.texts import laid_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.decisions.citations import Document
    from luoshi.engines.decisions.parameters import InForce, Parameter
    from luoshi.engines.packs import CampaignEntry

KEPT: Final = ("campaign.yaml", "parameters.yaml", "documents.yaml")
"""The files of a pack from which a campaign follows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a pack says of a campaign, with the dated parameters that it names and the documents that it cites."""

    entry: CampaignEntry
    parameters: Mapping[str, Parameter]
    documents: tuple[Document, ...]

    def value(self, name: str, district: District, *, on: date) -> InForce:
        """The value of a parameter that counts in a district on a day.

        Raises:
            NoValueOnDay: it has none.
        """
        try:
            return in_force([self.parameters[name]], on=on, jurisdictions=district.jurisdictions)[0]
        except NoValueInForce as missing:
            raise NoValueOnDay(self.entry.code, missing) from missing

    @property
    def basis(self) -> list[tuple[str, Document | None]]:
        """What the campaign rests on, as it is cited, with the document."""
        by_key = {each.key: each for each in self.documents}
        cited = [each for text in self.entry.basis for each in citations_in(text, list(by_key))]
        return [(str(each), by_key.get(each.document)) for each in cited]


def read(files: Mapping[str, str]) -> Known:
    """What the texts of a pack say.

    Raises:
        PackProblem: one of them is not as it has to be.
    """
    with laid_out(files) as folder:
        documents = read_documents(folder)
        parameters = {each.name: each for each in read_parameters(folder, documents)}
        return Known(campaign_of(files["campaign.yaml"]), parameters, documents)


known = read_once(read)
"""What a stored version says."""


def newest_type(district: District, code: str) -> CampaignType:
    """The version of a campaign under which the next one begins.

    Raises:
        NoCampaignType: the district has loaded none.
    """
    found = CampaignType.objects.filter(district=district, code=code).order_by("-number").first()
    if found is None:
        raise NoCampaignType(code)
    return found


def types_of(district: District) -> list[CampaignType]:
    """The newest version of each campaign of a district."""
    rows = CampaignType.objects.filter(district=district).order_by("code", "-number").distinct("code")
    return list(rows)
