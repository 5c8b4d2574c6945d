"""Entries that share something are suggested as duplicates, until somebody finds that they are not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.district.facts.models import Fact
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.register import duplicates, operations
from luoshi.district.register import operations_of_duplicates as judging
from luoshi.district.register.errors import DistinguishedAlready, Merged, NeedsReason, NoPair, NotAllowed, NotDistinguished, NothingShared
from luoshi.district.register.kinds import ENTERPRISES, PERSONS
from luoshi.district.register.models import Distinction, Entry
from luoshi.district.register.tests.samples import AT, BEGIN, DAY, Why, enterprise, person
from luoshi.district.register.tests.test_views import signed_in, text_of

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government

NAME = ENTERPRISES.by_code["name"]


def entered(county: Government, number: int, name: str = "青溪示例公司", **said: str) -> Entry:
    words = enterprise(number, name=name, **said)
    return operations.enter(ENTERPRISES, county.district, words, valid_from=BEGIN, source="登记簿", by=county.by("zheng"), at=AT)


def suggested(county: Government, code: str = "name") -> list[list[int]]:
    """The groups that are suggested, each by the numbers of its entries."""
    return [[one.pk for one in group.entries] for group in duplicates.alike(ENTERPRISES, county.district, ENTERPRISES.by_code[code])]


def told_apart(county: Government, one: Entry, other: Entry) -> Distinction:
    return judging.distinguish(one, other, reason="法定代表人不同", by=county.by("wu"), at=AT)


def test_duplicates_are_suggested_by_what_they_share(county: Government) -> None:
    one, other = entered(county, 1), entered(county, 2, "青溪示例 公司", address="另一处")
    entered(county, 3, "别的示例公司")
    assert suggested(county) == [[one.pk, other.pk]]
    assert suggested(county, "address") == []


def test_two_that_are_not_the_same_are_not_suggested_until_it_is_undone(county: Government) -> None:
    one, other = entered(county, 1), entered(county, 2)
    kept = told_apart(county, other, one)
    assert (kept.one, kept.other, kept.signature, kept.at, kept.reason) == (one, other, "县民政局局长 吴示例", AT, "法定代表人不同")
    assert suggested(county) == []
    judging.undo_distinction(one, other, reason="看错了", by=county.by("zhao"), at=AT)
    assert suggested(county) == [[one.pk, other.pk]]
    assert [(row.undone, row.signature, row.reason) for row in duplicates.distinctions(one)] == [
        (True, "县长 赵示例", "看错了"),
        (False, "县民政局局长 吴示例", "法定代表人不同"),
    ]
    kinds = [fact.kind for fact in Fact.objects.order_by("number")]
    assert kinds[-2:] == ["register.enterprises.distinguished", "register.enterprises.not_distinguished"]


def test_they_are_suggested_again_when_a_value_changes_that_makes_them_alike(county: Government) -> None:
    one, other = entered(county, 1), entered(county, 2)
    told_apart(county, one, other)
    why = Why(source="通知书", reason="变更")
    operations.change(one, {"phone": "13911111111", "state": "歇业"}, valid_from=DAY, by=county.by("zheng"), at=AT, **why)
    assert suggested(county) == []
    for entry in (one, other):
        operations.change(entry, {"name": "青溪改名示例公司"}, valid_from=DAY, by=county.by("zheng"), at=AT, **why)
    assert suggested(county) == [[one.pk, other.pk]]
    told_apart(county, one, other)
    assert suggested(county) == []


def test_of_a_group_those_stay_who_may_be_the_same_as_any_other(county: Government) -> None:
    one, two, three = (entered(county, number) for number in range(1, 4))
    told_apart(county, one, two)
    [group] = duplicates.alike(ENTERPRISES, county.district, NAME)
    assert [group.earlier(entry) for entry in (one, two, three)] == [None, None, one]
    told_apart(county, one, three)
    assert suggested(county) == [[two.pk, three.pk]]
    judging.merge(two, three, reason="重复登记", by=county.by("wu"), at=AT)
    assert suggested(county) == []
    judging.unmerge(three, reason="误", by=county.by("wu"), at=AT)
    told_apart(county, two, three)
    four = entered(county, 4)
    assert suggested(county) == [[one.pk, two.pk, three.pk, four.pk]]


def test_pages_turn_by_the_first_entry_of_a_group_and_lose_none(county: Government) -> None:
    firsts = [entered(county, 2 * number, f"示例{number}公司") for number in range(1, 4)]
    for number in range(1, 4):
        entered(county, 2 * number + 1, f"示例{number}公司")
    seen, after = [], 0
    while groups := duplicates.alike(ENTERPRISES, county.district, NAME, after=after, limit=2):
        seen += [group.entries[0] for group in groups]
        after = groups[-1].first
    assert seen == firsts


def test_each_refusal_has_its_condition(county: Government) -> None:
    one, other, far = entered(county, 1), entered(county, 2), entered(county, 3, "别的示例公司", legal_representative="别人")
    by = county.by("wu")
    with pytest.raises(NotDistinguished):
        judging.undo_distinction(one, other, reason="误", by=by, at=AT)
    told_apart(county, one, other)
    for refusal, entry, reason in (
        (DistinguishedAlready, other, "再次"),
        (NeedsReason, other, " "),
        (NoPair, one, "误"),
        (NothingShared, far, "误"),
    ):
        with pytest.raises(refusal):
            judging.distinguish(one, entry, reason=reason, by=by, at=AT)
    judging.merge(far, other, reason="重复登记", by=by, at=AT)
    with pytest.raises(Merged):
        judging.distinguish(one, other, reason="误", by=by, at=AT)


def test_whoever_may_merge_may_tell_apart_and_nobody_else(county: Government) -> None:
    one, other = entered(county, 1), entered(county, 2)
    done = set()
    for code in (*county.people, ""):
        by = county.by(code) if code else PUBLIC
        for name, act in (("apart", judging.distinguish), ("undone", judging.undo_distinction)):
            with transaction.atomic():
                if name == "undone":
                    told_apart(county, one, other)
                try:
                    act(one, other, reason="示例", by=by, at=AT)
                    done.add((code, name))
                except NotAllowed:
                    pass
                transaction.set_rollback(True)
    assert done == {(code, name) for code in ("wu", "zhao") for name in ("apart", "undone")}


@pytest.mark.parametrize("statement", ["UPDATE register_distinction SET undone = true", "DELETE FROM register_distinction"])
def test_nobody_alters_what_was_found(county: Government, statement: str) -> None:
    told_apart(county, entered(county, 1), entered(county, 2))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_duplicates_are_told_apart_on_pages(county: Government) -> None:
    one, other = entered(county, 1), entered(county, 2)
    client, list_address = signed_in(county, "wu"), "/registers/enterprises/duplicates/"
    merge = f"/registers/enterprises/{other.pk}/merge/?into={one.key}"
    assert merge in text_of(client, list_address)
    assert "不是同一个" in text_of(client, merge)
    assert client.post(merge, {"into": one.key, "distinct": "1", "reason": ""}).status_code == 422
    answer = client.post(merge, {"into": one.key, "distinct": "1", "reason": "法定代表人不同"})
    assert answer.headers["Location"] == f"/registers/enterprises/{other.pk}/"
    assert "没有发现" in text_of(client, list_address)
    undo = f"/registers/enterprises/{other.pk}/distinct/{one.pk}/undo/"
    for address in (merge, answer.headers["Location"]):
        assert undo in text_of(client, address)
    assert 'name="distinct"' not in text_of(client, merge)
    assert undo not in text_of(signed_in(county, "zheng"), answer.headers["Location"])
    assert signed_in(county, "zheng").get(undo).status_code == 403
    assert client.post(undo, {"reason": "看错了"}).status_code == 302
    assert merge in text_of(client, list_address)
    assert undo not in text_of(client, answer.headers["Location"])


def test_no_address_of_duplicate_persons_is_personal(county: Government) -> None:
    by = county.by("zhou")
    for number in range(2):
        operations.enter(PERSONS, county.district, person(number, name="李样本"), valid_from=BEGIN, source="样本", by=by, at=AT)
    page = text_of(signed_in(county, "zhao"), "/registers/persons/duplicates/?by=phone")
    assert "与第一条比较" in page
    assert not [word for word in ("李样本", "13900000000", person(0)["citizen_id"]) if word in page]
