"""智能秒批: everything is known, the rules grant, and what was applied for is issued in the transaction in which it was handed in."""

from __future__ import annotations

from luoshi.district.credentials.queries import credential
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.services.models import State
from luoshi.district.services.tests.world import FIRM, PLACE, Counter


def test_what_registers_know_is_granted_and_issued_at_once(counter: Counter) -> None:
    application = counter.filled()
    assert application.values["name"]["source"] == "register"
    assert (application.values["area"]["words"], application.values["area"]["entry"]) == ("8", f"places/{PLACE}")
    row = counter.submits(application)
    application.refresh_from_db()
    assert (row.outcome, row.path, application.state) == ("grant", "instant", State.GRANTED), row.reasons
    licence = entry_called(
        KINDS["licences"], counter.county.district, KINDS["licences"].identifier({"number": application.licence, "issuer": "县民政局"})
    )
    assert licence is not None
    values = values_of([licence], on=counter.at.date())[licence.pk]
    assert values == {
        "number": application.licence, "issuer": "县民政局", "name": "摊位许可证", "holder": FIRM, "scope": "桃子", "issued_on": "2023-03-06",
        "expires_on": "2026-03-06", "state": "有效",
    }  # fmt: skip
    shown = credential(application.licence)
    assert shown is not None and shown.application == application.code
    assert application.licence.startswith("青许（示例）摊〔2023〕")
    facts = [(each.kind, each.said["by"]) for each in Fact.objects.filter(subject_key=application.code).order_by("number")]
    assert [kind for kind, _ in facts] == ["application.submitted", "licence.granted"]
    assert facts[1][1] == {"posts": ["civil/automatic_approval"]}
    told = Message.objects.get(person=application.person)
    assert application.licence in told.body_zh
    assert row.records[0]["decision"] == "摊位审查" and row.records[0]["on"] == "2023-03-06"
