"""Licences near their end: renewed by themselves, blocked, declined, renewed by the law's own silence; each once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from luoshi.district.casework.errors import CaseworkError
from luoshi.district.casework.models import Case
from luoshi.district.credentials.queries import credential, events, standing
from luoshi.district.facts.models import Fact
from luoshi.district.messages.models import Message
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called, values_of
from luoshi.district.services import operations, queries
from luoshi.district.services.errors import NotExpired, NothingToDecline, NotRenewable, NotYours
from luoshi.district.services.models import Renewal, RenewalState, RenewalStep
from luoshi.district.services.prolonging import settle
from luoshi.district.services.rounds import ROUNDS
from luoshi.district.services.tests.ending import AHEAD, LAST, holds, renew_by_themselves
from luoshi.district.services.tests.world import FIRM, LARGE_FIRM, MONDAY, Counter

STATEMENT = {"statement": "已经换到小的摊位"}


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Counter:
    """The counter of a county that renews its stall licences by itself."""
    renew_by_themselves(counter.county, tmp_path)
    return counter


def rounds(desk: Counter) -> int:
    """All rounds of services, once."""
    desk.goes()
    return sum(each.act(desk.at) for each in ROUNDS)


def register_says(desk: Counter, key: str) -> dict[str, str]:
    entry = entry_called(KINDS["licences"], desk.county.district, key)
    assert entry is not None
    return dict(values_of([entry], on=desk.at.date())[entry.pk] or {})


def states(renewal: Renewal | None = None) -> list[str]:
    found = renewal or Renewal.objects.get()
    return list(found.steps.order_by("number").values_list("state", flat=True))


def told(code: str) -> list[str]:
    rows = Message.objects.filter(person__code=code, topic__startswith="licence.")
    return list(rows.order_by("pk").values_list("topic", flat=True))


def blocked(desk: Counter) -> Renewal:
    """A renewal that waits for a person: the stall is too large for the rules."""
    holds(desk, LARGE_FIRM)
    assert rounds(desk) == 1
    found = Renewal.objects.get()
    assert states(found) == ["blocked"]
    return found


def case_of(renewal: Renewal) -> str:
    return RenewalStep.objects.filter(renewal=renewal).exclude(case_code="").latest("number").case_code


def test_what_the_rules_grant_is_renewed_once_and_its_holder_told_once(desk: Counter) -> None:
    key = holds(desk)
    before = register_says(desk, key)
    assert [rounds(desk) for _ in range(3)] == [1, 0, 0]
    assert register_says(desk, key) == {**before, "expires_on": "2026-04-14"}, "only the end moves: number, scope and place stay"
    assert states() == ["renewed"]
    signed = credential(before["number"])
    assert signed is not None
    assert standing(signed, on=LAST + timedelta(days=1)).expires_on == date(2026, 4, 14)
    fact = Fact.objects.get(kind="licence.renewed")
    assert (fact.subject_key, '"until":"2026-04-14"' in fact.content) == (key, True)
    assert told("an") == ["licence.renewed"]
    step = RenewalStep.objects.get()
    assert [each["decision"] for each in step.records] == ["摊位审查"]
    assert "自动审批岗" in step.signature


def test_a_licence_signed_here_is_signed_anew_under_its_number(desk: Counter) -> None:
    application = desk.filled()
    desk.submits(application)
    application.refresh_from_db()
    desk.goes(days=3 * 365 - 20)
    rounds(desk)
    signed = credential(application.licence)
    assert signed is not None
    assert [each.kind for each in events(signed)] == ["issued", "renewed"]


@pytest.mark.parametrize(
    ("last", "state"),
    [(LAST, "暂停"), (LAST, "撤销"), (MONDAY.date() - timedelta(days=1), "有效"), (MONDAY.date() + timedelta(days=AHEAD + 1), "有效")],
)
def test_what_is_suspended_revoked_expired_or_not_yet_due_is_not_touched(desk: Counter, last: date, state: str) -> None:
    holds(desk, last=last, state=state)
    assert rounds(desk) == 0
    assert not Renewal.objects.exists()


def test_the_first_and_the_last_day_on_which_a_licence_is_due(desk: Counter) -> None:
    holds(desk, last=MONDAY.date())
    holds(desk, last=MONDAY.date() + timedelta(days=AHEAD), number="青摊〔2020〕2号")
    assert rounds(desk) == 2


def test_whoever_is_gone_is_left_alone_until_back(desk: Counter) -> None:
    key, keeper = holds(desk), desk.by("zheng")
    firm = entry_called(KINDS["enterprises"], desk.county.district, FIRM)
    assert firm is not None
    said: dict[str, Any] = {"source": "样本", "reason": "样本", "by": keeper, "at": MONDAY}
    register.change(firm, {"state": "注销"}, valid_from=desk.at.date(), **said)
    assert [rounds(desk), rounds(desk)] == [1, 0]
    assert states() == ["left"]
    assert "注销" in RenewalStep.objects.get().reasons[0]["words"][0]
    assert register_says(desk, key)["expires_on"] == LAST.isoformat()
    register.change(firm, {"state": "存续"}, valid_from=desk.at.date(), **said)
    assert rounds(desk) == 1
    assert states() == ["left", "renewed"]


def test_what_blocks_it_is_told_and_a_person_renews(desk: Counter) -> None:
    renewal = blocked(desk)
    step, case = RenewalStep.objects.get(), Case.objects.get()
    assert [each["words"][0] for each in step.reasons] == ["面积太大"]
    assert step.reasons[0]["clause"] == "示例〔2021〕1号 第五条"
    assert (case.applicant, case.unit.code) == (f"enterprises/{LARGE_FIRM}", "civil")
    assert [each.link for each in Message.objects.filter(person__code="an")] == [f"/services/renewals/{renewal.pk}/"]
    operations.ask_for_renewal(renewal.pk, statement=STATEMENT["statement"], by=desk.by("an"), at=desk.at)
    desk.acts(case.code, "zheng", "take")
    desk.acts(case.code, "zheng", "draft", opinion="renew", facts="已看过", clause="第五条")
    desk.acts(case.code, "wu", "renew", clause="第五条", reason="条件符合")
    assert states() == ["blocked", "asked", "renewed"]
    assert register_says(desk, renewal.licence)["expires_on"] == "2026-04-14"
    assert rounds(desk) == 0


def test_what_was_blocked_is_renewed_as_soon_as_the_register_says_what_was_missing(desk: Counter) -> None:
    renewal, keeper = blocked(desk), desk.by("zheng")
    assert rounds(desk) == 0, "nothing has changed"
    place = entry_called(KINDS["places"], desk.county.district, "QX-003")
    assert place is not None
    register.change(place, {"area": "18"}, valid_from=desk.at.date(), source="样本", reason="重新测量", by=keeper, at=desk.at)
    assert [rounds(desk), rounds(desk)] == [1, 0]
    assert states() == ["blocked", "renewed"]
    assert register_says(desk, renewal.licence)["expires_on"] == "2026-04-14"
    assert Case.objects.get(code=case_of(renewal)).status == "renewed"


def test_a_round_leaves_to_a_person_what_a_person_is_about_to_decide(desk: Counter) -> None:
    renewal, keeper = blocked(desk), desk.by("zheng")
    case = case_of(renewal)
    desk.acts(case, "zheng", "take")
    desk.acts(case, "zheng", "draft", opinion="renew", facts="已看过", clause="第五条")
    place = entry_called(KINDS["places"], desk.county.district, "QX-003")
    assert place is not None
    register.change(place, {"area": "18"}, valid_from=desk.at.date(), source="样本", reason="重新测量", by=keeper, at=desk.at)
    assert rounds(desk) == 0
    assert (states(), Case.objects.get(code=case).status) == (["blocked"], "drafted")
    desk.acts(case, "wu", "renew", clause="第五条", reason="条件符合")
    assert states() == ["blocked", "renewed"]


def test_silence_renews_by_law_and_nobody_can_miss_it(desk: Counter) -> None:
    renewal, head = blocked(desk), desk.by("wu")
    assert queries.renewal_alarm(head, on=LAST - timedelta(days=8)) is None
    soon = queries.renewal_alarm(head, on=LAST - timedelta(days=4))
    assert soon is not None
    assert (soon.overdue, soon.soon, soon.first) == (0, 1, LAST)
    desk.at = datetime.combine(LAST, desk.at.timetz())
    rounds(desk)
    with pytest.raises((NotExpired, CaseworkError)):
        operations.record_silence(renewal.pk, by=desk.by("wu"), at=desk.at)
    desk.goes(days=1)
    assert [rounds(desk), rounds(desk)] == [1, 0]
    assert states() == ["blocked", "overdue"]
    assert Fact.objects.filter(kind="licence.renewal_overdue").count() == 1
    assert {code: told(code) for code in ("wu", "zheng", "zhao", "li")} == {
        "wu": ["licence.renewal_overdue"], "zheng": ["licence.renewal_overdue"], "zhao": ["licence.renewal_overdue"], "li": [],
    }  # fmt: skip
    assert Message.objects.filter(topic="licence.renewal_overdue", urgent=True).count() == 3
    alarms = {code: queries.renewal_alarm(desk.by(code), on=desk.at.date()) for code in ("wu", "zhao", "li", "an")}
    assert [code for code, each in alarms.items() if each is not None and each.overdue] == ["wu", "zhao"]
    with pytest.raises(CaseworkError):
        operations.record_silence(renewal.pk, by=desk.by("zheng"), at=desk.at)
    operations.record_silence(renewal.pk, by=desk.by("wu"), at=desk.at)
    assert states() == ["blocked", "overdue", "deemed"]
    assert register_says(desk, renewal.licence)["expires_on"] == "2026-04-14", "from the old end, without a gap"
    assert queries.renewal_alarm(desk.by("wu"), on=desk.at.date()) is None
    assert rounds(desk) == 0


def test_a_refusal_in_time_is_a_persons_and_raises_no_alarm(desk: Counter) -> None:
    renewal = blocked(desk)
    case = case_of(renewal)
    operations.ask_for_renewal(renewal.pk, statement="请延续", by=desk.by("an"), at=desk.at)
    desk.acts(case, "zheng", "take")
    desk.acts(case, "zheng", "draft", opinion="refuse", facts="太大", clause="第五条")
    desk.acts(case, "wu", "refuse", reason="太大", clause="第五条", appeal="六十日内申请行政复议")
    desk.goes(days=60)
    rounds(desk)
    assert states() == ["blocked", "asked", "refused"]
    assert register_says(desk, renewal.licence)["expires_on"] == LAST.isoformat()


def test_a_holder_declines_before_or_while_it_is_decided_and_nobody_else(desk: Counter) -> None:
    early = holds(desk)
    with pytest.raises(NotYours):
        operations.decline_renewal(early, district=desk.county.district, by=desk.by("cui"), at=desk.at)
    operations.decline_renewal(early, district=desk.county.district, by=desk.by("an"), at=desk.at)
    renewal = Renewal.objects.get()
    holds(desk, LARGE_FIRM, number="青摊〔2020〕2号")
    assert rounds(desk) == 1
    later = Renewal.objects.exclude(pk=renewal.pk).get()
    operations.decline_renewal(later.licence, district=desk.county.district, by=desk.by("an"), at=desk.at)
    assert (states(renewal), states(later)) == (["declined"], ["blocked", "declined"])
    with pytest.raises(NothingToDecline):
        operations.decline_renewal(early, district=desk.county.district, by=desk.by("an"), at=desk.at)
    desk.goes(days=60)
    assert rounds(desk) == 0


def test_what_was_revoked_meanwhile_is_not_renewed_by_a_person_either(desk: Counter) -> None:
    renewal = blocked(desk)
    entry = entry_called(KINDS["licences"], desk.county.district, renewal.licence)
    assert entry is not None
    by = queries.desk_of(desk.county.district, on=desk.at.date()).by
    register.change(entry, {"state": "撤销"}, valid_from=desk.at.date(), source="样本", reason="样本", by=by, at=desk.at)
    desk.acts(case_of(renewal), "zheng", "take")
    desk.acts(case_of(renewal), "zheng", "draft", opinion="renew", facts="已看过", clause="第五条")
    with pytest.raises(NotRenewable), transaction.atomic():
        desk.acts(case_of(renewal), "wu", "renew", clause="第五条")
    assert states() == ["blocked"]


def test_the_holders_own_application_settles_an_open_renewal(desk: Counter) -> None:
    renewal, until = blocked(desk), date(2026, 4, 14)
    by = queries.desk_of(desk.county.district, on=desk.at.date()).by
    settle(desk.county.district, renewal.licence, LAST, until=until, by=by, at=desk.at)
    desk.goes(days=60)
    assert rounds(desk) == 0
    assert queries.renewal_alarm(desk.by("wu"), on=desk.at.date()) is None
    desk.acts(case_of(renewal), "zheng", "take")
    desk.acts(case_of(renewal), "zheng", "end", reason="已按申请延续")
    assert states() == ["blocked", "renewed"]


def test_what_was_said_of_a_renewal_stays(desk: Counter) -> None:
    holds(desk)
    rounds(desk)
    for statement in ("UPDATE services_renewal SET number = 'x'", "DELETE FROM services_renewalstep"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    step = RenewalStep.objects.get()
    step.pk, step.number, step.state = None, 2, RenewalState.DEEMED
    with pytest.raises(DatabaseError, match="a_licence_is_renewed_once_for_a_period"), transaction.atomic():
        step.save()


# --- pages, which look at the clock themselves


@pytest.fixture
def overdue(desk: Counter) -> Renewal:
    """A renewal that expired yesterday, undecided."""
    desk.at = timezone.now() - timedelta(days=20)
    holds(desk, LARGE_FIRM, last=timezone.localdate() - timedelta(days=1))
    rounds(desk)
    return Renewal.objects.get()


ALARM = "件续证已过期未决定，依法视为准予延续"


def as_seen(client: Client, person: str, address: str, status: int = 200) -> str:
    client.force_login(User.objects.get(username=person))
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_alarm_stands_on_every_page_of_the_workbench_for_whom_it_concerns(client: Client, overdue: Renewal) -> None:
    for address in ("/workbench/", "/workbench/cases/", "/workbench/messages/"):
        assert [person for person in ("wu", "zheng", "zhao", "li") if ALARM in as_seen(client, person, address)] == ["wu", "zheng", "zhao"]


def test_the_head_records_it_after_reading_what_follows_and_nobody_else(client: Client, desk: Counter, overdue: Renewal) -> None:
    record = f"/workbench/renewals/{overdue.pk}/silence/"
    assert record in as_seen(client, "wu", "/workbench/renewals/")
    who = desk.by("wu").signature
    for page in ("/workbench/", "/workbench/renewals/"):
        assert who in as_seen(client, "zheng", page), "who cannot do it is told who can"
        assert "由下列人员记录" not in as_seen(client, "wu", page)
    assert record not in as_seen(client, "zheng", "/workbench/renewals/")
    assert who in as_seen(client, "zheng", record, status=403)
    client.post(record)
    assert states(overdue) == ["blocked"]
    as_seen(client, "li", "/workbench/renewals/", status=403)
    confirms = as_seen(client, "wu", record)
    until = confirms.partition('name="until" value="')[2][:10]
    assert "记录不能撤回" in confirms
    assert date.fromisoformat(until) > overdue.expires_on
    assert client.post(record, {"until": ""}).status_code == 409
    assert states(overdue) == ["blocked"], "nothing is recorded that nobody confirmed"
    client.post(record, {"until": until})
    assert states(overdue) == ["blocked", "deemed"]
    assert ALARM not in as_seen(client, "wu", "/workbench/renewals/")


def test_a_holder_sees_what_blocks_it_and_answers(client: Client, desk: Counter) -> None:
    desk.at = timezone.now() - timedelta(days=2)
    holds(desk, LARGE_FIRM, last=timezone.localdate() + timedelta(days=30))
    later = holds(desk, FIRM, last=timezone.localdate() + timedelta(days=80), number="青摊〔2020〕2号")
    rounds(desk)
    found = Renewal.objects.get()
    page = f"/services/renewals/{found.pk}/"
    assert "面积太大" in as_seen(client, "an", page)
    assert later in as_seen(client, "an", "/services/renewals/")
    as_seen(client, "cui", page, status=404)
    client.force_login(User.objects.get(username="an"))
    assert client.post(page, {"statement": " "}).status_code == 422
    assert client.post(page, STATEMENT).status_code == 302
    client.post("/services/renewals/decline/", {"licence": later})
    assert {each.number: states(each)[-1] for each in Renewal.objects.all()} == {"青摊〔2020〕1号": "asked", "青摊〔2020〕2号": "declined"}
