"""Anybody can read the public record and take its proofs away; what is not public shows its hash alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from luoshi.district.facts import pages, sealing
from luoshi.district.facts.tests.conftest import AT, put
from luoshi.district.offices.queries import Person
from luoshi.district.offices.tests.government import Government
from luoshi.engines.transparency import faults, is_consistent, read_proof
from luoshi.engines.transparency.checkpoint import read_note


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def sign_in(client: Client, person: Person) -> None:
    assert person.account is not None
    client.force_login(person.account)


def sealed(times: int = 1) -> None:
    for second in range(times):
        sealing.seal_block(at=AT + timedelta(seconds=second))


def test_an_empty_record_says_what_will_stand_there(client: Client, government: Government) -> None:
    assert "还没有事实" in text(client, "/facts/")
    text(client, "/facts/checkpoint", 404)
    put(government)
    assert "有 1 条事实等候封存" in text(client, "/facts/")


def test_the_record_shows_its_head_and_a_fact_its_lineage(client: Client, government: Government) -> None:
    fact = put(government, quantity=Decimal(3), unit="所", case="DC-1", reason="月报")
    assert "还在等候封存" in text(client, f"/facts/{fact.number}/")
    text(client, f"/facts/{fact.number}/proof.json", 404)
    sealed()
    record, page = text(client, "/facts/"), text(client, f"/facts/{fact.number}/")
    proof = read_proof(text(client, f"/facts/{fact.number}/proof.json"))
    head, _ = read_note(text(client, "/facts/checkpoint"))
    assert faults(proof) == []
    assert head.root.hex() in record
    assert head.root.hex() in page
    for said in ("新建幼儿园3所", "/commitments/qingxi-2023-0007/", "县教育局报送员", "县教育局月报", "DC-1", proof.leaf.hex()):
        assert said in page
    assert "周示例" not in page, "posts are public, names are not"


def test_a_kind_that_nobody_names_shows_its_code(client: Client, government: Government) -> None:
    page = text(client, f"/facts/{put(government).number}/")
    assert "<dd><code>kindergarten.opened</code></dd>" in page


def test_a_fact_that_is_not_public_is_read_by_officials_of_the_district_alone(
    client: Client, government: Government, neighbour: Government
) -> None:
    fact = put(government, public=False)
    sealed()
    addresses = [f"/facts/{fact.number}/", f"/facts/{fact.number}/proof.json"]
    for person in (None, neighbour.people["bai"]):
        if person is not None:
            sign_in(client, person)
        page, proof = (text(client, address) for address in addresses)
        assert "县教育局月报" not in page + proof
        assert "内容不公开" in page
        assert read_proof(proof).content is None
        assert faults(read_proof(proof)) == []
    sign_in(client, government.people["sun"])
    page, proof = (text(client, address) for address in addresses)
    assert "县教育局月报" in page
    assert "周示例" in page
    assert read_proof(proof).content == fact.content
    assert client.get(addresses[1]).headers["Cache-Control"] == "no-store"


def test_a_correction_and_what_it_corrects_lead_to_each_other(client: Client, government: Government) -> None:
    first = put(government, quantity=Decimal(3), unit="所")
    second = put(government, quantity=Decimal(2), unit="所", corrects=first.number, reason="一所未验收")
    last = put(government, quantity=Decimal(0), unit="所", corrects=second.number, reason="并未开园", withdrawn=True)
    assert f"已由第 {second.number} 号更正" in text(client, f"/facts/{first.number}/")
    assert f"已由第 {last.number} 号撤回" in text(client, f"/facts/{second.number}/")
    assert f'href="/facts/{first.number}/"' in text(client, f"/facts/{last.number}/")


def test_a_public_correction_does_not_tell_what_was_not_public(client: Client, government: Government) -> None:
    first = put(government, public=False, quantity=Decimal(31415), unit="所", reason="内部口径")
    page = text(client, f"/facts/{put(government, corrects=first.number, quantity=Decimal(2), unit='所', reason='改正').number}/")
    assert f'href="/facts/{first.number}/"' in page
    assert not {said for said in ("31415", "内部口径") if said in page}


def test_a_number_leads_to_its_fact(client: Client, government: Government) -> None:
    fact = put(government)
    assert client.get("/facts/", {"number": f" {fact.number} "}).headers["Location"] == f"/facts/{fact.number}/"
    for wrong in ("0", "abc", "9" * 40, "²"):
        assert f"没有编号为“{wrong}”的事实" in client.get("/facts/", {"number": wrong}).content.decode()
    for address in ("/facts/0/", f"/facts/{'9' * 30}/", "/facts/consistency/1/2.json", "/facts/0/proof.json"):
        text(client, address, 404)


def test_blocks_are_paged_and_any_two_heads_are_shown_to_agree(
    client: Client, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "BLOCKS_SHOWN", 2)
    for _ in range(5):
        put(government)
        sealed()
    first = text(client, "/facts/")
    assert "?before=4" in first
    assert "?before=2" in text(client, "/facts/?before=4")
    assert 'href="?before=' not in text(client, "/facts/?before=2")
    found = client.get("/facts/consistency/2/5.json").json()
    (old, _), (new, _) = read_note(found["old"]), read_note(found["new"])
    assert is_consistent(old.size, old.root, new.size, new.root, [bytes.fromhex(one) for one in found["path"]])
    text(client, "/facts/consistency/5/2.json", 404)
    assert "The newest head" in client.get("/facts/", headers={"accept-language": "en"}).content.decode()
