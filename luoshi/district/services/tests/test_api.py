"""Services for programs: everything in one call, once for a key, for whom it is; and the description tells the truth of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any, ClassVar, Final
from uuid import uuid4

import pytest
import schemathesis
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from pydantic import BaseModel
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from luoshi.district.api import api
from luoshi.district.credentials.models import Credential
from luoshi.district.services.models import Application, Assessed, State
from luoshi.district.services.tests.world import DRAWING, DRAWN_FIRM, FIRM, GOODS, ITEM, OTHER_FIRM, Counter
from luoshi.district.tokens import operations as tokens
from luoshi.district.tokens.models import Scope

SECRETS: Final = {Scope.APPLY: "示例令牌-apply", Scope.READ: "示例令牌-read"}
GIVEN: Final[Any] = {"item": ITEM, "subject": {"kind": "enterprises", "key": FIRM}, "values": GOODS, "submit": True}


@pytest.fixture
def program(counter: Counter, settings: Any) -> Client:
    """A program of ``an``, by a token that may apply. It asks the clock itself."""
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    for scope, secret in SECRETS.items():
        tokens.make(name="记账软件（示例）", scope=scope, secret=as_ascii(secret), by=counter.by("an"), at=counter.at.replace(year=2026))
    return of(Scope.APPLY)


def as_ascii(secret: str) -> str:
    """As it travels in a header."""
    return secret.encode().hex()


def of(scope: Scope, **headers: str) -> Client:
    """A program with a token."""
    return Client(headers={"Authorization": f"Bearer {as_ascii(SECRETS[scope])}", "Accept-Language": "en", **headers})


def apply(program: Client, key: Any = None, **given: Any) -> Any:
    """One call."""
    headers = {"Idempotency-Key": str(key or uuid4())}
    return program.post("/api/v1/applications", {**GIVEN, **given}, content_type="application/json", headers=headers)


def told(answer: Any, status: int) -> Any:
    """What an answer says."""
    assert answer.status_code == status, answer.content.decode()
    assert (answer.headers["Content-Type"] == "application/problem+json") == (status >= 400)
    return answer.json()


def test_one_call_applies_and_the_same_key_tells_the_same_again(program: Client) -> None:
    key = uuid4()
    granted = told(apply(program, key), 201)
    assert (granted["state"], granted["assessment"]["outcome"], granted["path"]) == ("granted", "grant", "instant")
    assert told(apply(program, key), 201) == granted
    assert (Application.objects.count(), Assessed.objects.count(), Credential.objects.count()) == (1, 1, 1)
    licence = granted["licence"]
    assert told(program.get(licence["document"]), 200)["credentialSubject"]["certificateHolderCode"] == FIRM
    asked = {each: licence[each] for each in ("number", "code")}
    assert told(program.post("/api/v1/licences/verify", asked, content_type="application/json"), 200)["state"] == "valid"
    assert told(program.get(f"/api/v1/applications/{granted['code']}"), 200)["values"]["goods"]["words"] == "桃子"
    assert [each["code"] for each in told(program.get("/api/v1/applications"), 200)] == [granted["code"]]


def test_step_by_step_what_is_missing_is_told_at_once_and_nothing_typed_is_lost(program: Client) -> None:
    draft = told(apply(program, subject={"kind": "enterprises", "key": DRAWN_FIRM}, submit=False, values={}), 201)
    address = f"/api/v1/applications/{draft['code']}"
    assert draft["state"] == State.DRAFT
    asked = told(program.post(f"{address}/submit", {}, content_type="application/json"), 200)
    assert {each["code"] for each in asked["assessment"]["missing"]} == {"goods", "drawing"}
    saved = told(program.patch(address, {"values": {"goods": "桃"}}, content_type="application/json"), 200)
    assert saved["values"]["goods"] == {"words": "桃", "source": "applicant", "entry": "", "since": ""}
    assert [each["field"] for each in told(program.get(f"{address}/preview"), 200)["problems"]] == ["goods"]
    again = program.post(f"{address}/submit", {"expected": draft["changed_at"]}, content_type="application/json")
    assert told(again, 409)["type"] == "urn:luoshi:problem:ChangedMeanwhile"
    assert told(program.post(f"{address}/withdraw", {"reason": "示例"}, content_type="application/json"), 200)["state"] == "withdrawn"


def test_programs_may_what_their_person_let_them_and_no_more(program: Client) -> None:
    assert told(apply(Client()), 401)["detail"].startswith("没有登录")
    assert told(apply(of(Scope.READ)), 403)["detail"] == "You may not do this."
    assert told(of(Scope.READ).get("/api/v1/applications"), 200) == []
    assert told(apply(program, subject={"kind": "enterprises", "key": OTHER_FIRM}), 403)["type"] == "urn:luoshi:problem:NotYours"
    assert told(apply(program, values={"goods": "\x00"}), 422)["errors"][0]["where"].startswith("body.sent.values")
    assert told(apply(program, values={"price": "1"}), 422)["type"] == "urn:luoshi:problem:NoSuchField"
    assert not Application.objects.exists()


def test_the_session_of_a_page_reads_and_changes_with_the_proof_of_a_form(counter: Counter) -> None:
    person = counter.by("an").person
    assert person is not None
    assert person.account is not None
    page = Client(enforce_csrf_checks=True)
    page.force_login(person.account)
    assert told(page.get("/api/v1/applications"), 200) == []
    assert apply(page).status_code == 403
    assert not Application.objects.exists()
    page.cookies["csrftoken"] = proof = "p" * 32
    headers = {"Idempotency-Key": str(uuid4()), "X-CSRFToken": proof}
    granted = page.post("/api/v1/applications", GIVEN, content_type="application/json", headers=headers)
    assert told(granted, 201)["state"] == State.GRANTED


def test_tokens_are_made_listed_and_ended_on_the_machine(counter: Counter) -> None:
    def token(*words: str) -> str:
        said = StringIO()
        call_command("token", "an", *words, stdout=said)
        return said.getvalue()

    made = token("--make", "记账软件（示例）")
    secret, number = made.split("shown this once:")[1].split()[:2]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert told(program.get("/api/v1/applications"), 200) == []
    assert "记账软件（示例）" in token()
    assert secret not in token()
    token("--end", number)
    told(program.get("/api/v1/applications"), 401)
    for wrong in (["--end", number], ["--make", " "]):
        with pytest.raises(CommandError):
            token(*wrong)
    with pytest.raises(CommandError, match="belongs to no person"):
        call_command("token", "nobody", "--make", "x")


DESCRIPTION: Final = api.get_openapi_schema(path_prefix="/api/v1/")
CONFIG: Final = SchemathesisConfig.from_dict({
    "generation": {"max-examples": 3, "database": "none"},
    # An empty file is a file to the description, and refused.
    "operations": [{"include-operation-id": "hand_in", "checks": {"positive_data_acceptance": {"enabled": False}}}],
})  # fmt: skip
SCHEMA: Final = schemathesis.openapi.from_dict(dict(DESCRIPTION), config=CONFIG)
SCHEMA.app = get_wsgi_application()
DESCRIBED: Final = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
JOURNEYS: Final = settings(phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None, derandomize=True, database=None)


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """The end of a request leaves the connection alone, in whose transaction the test is; Django's own test client sees to that too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
@pytest.mark.usefixtures("program", "one_connection")
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    """Good and bad data of the description's own making, and what lies at its limits."""
    case.call_and_validate(headers={"Authorization": f"Bearer {as_ascii(SECRETS[Scope.APPLY])}"})


class Journeys(SCHEMA.as_state_machine()):  # type: ignore[misc]  # made while it runs
    """Programs that go on where an answer leads. Which items there are, and for whom one may apply, no description can say."""

    reached: ClassVar[set[tuple[str, int]]] = set()

    def before_call(self, case: Any) -> None:
        """What is applied for, and how it is asked for from outside."""
        match named(case):
            case "apply":
                case.body = {**GIVEN, "submit": False}
            case "save":
                case.body = {"values": GOODS}
            case "hand_in":
                case.path_parameters = {**case.path_parameters, "material": DRAWING}
            case "status":
                case.body = {**case.body, "phone": "13800000000"}

    def get_call_kwargs(self, case: Any) -> dict[str, Any]:
        """Each call is one of the program's."""
        return {"headers": {"Authorization": f"Bearer {as_ascii(SECRETS[Scope.APPLY])}"}}

    def validate_response(self, response: Any, case: Any, additional_checks: Any = None, **sent: Any) -> None:
        """No fault of ours, and no answer that is not described. Each operation by itself is looked at more closely above."""
        case.validate_response(response, checks=DESCRIBED, transport_kwargs=sent)

    def after_call(self, response: Any, case: Any) -> None:
        """What was reached."""
        self.reached.add((named(case), response.status_code))


def named(case: Any) -> str:
    """Which operation is called."""
    return str(case.operation.definition.raw["operationId"])


def test_one_name_describes_one_thing() -> None:
    """Two capabilities that call different things alike would describe both by the one that comes last."""
    told, wrong = DESCRIPTION["components"]["schemas"], []
    for each in all_of(BaseModel):
        parts = each.model_json_schema(ref_template="#/components/schemas/{model}", mode="validation").get("$defs", {})
        wrong += [
            f"{name} of {each.__name__}" for name, part in parts.items() if "enum" in part and told.get(name, part)["enum"] != part["enum"]
        ]
    assert wrong == []


def all_of(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Everything that programs send and are told."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("luoshi."):
            yield each
        yield from all_of(each)


@pytest.mark.usefixtures("program", "one_connection")
def test_wherever_an_answer_leads_the_answer_there_is_as_described() -> None:
    wanted, done = {"apply", "application", "preview", "submit"}, set[str]()
    for examples in (6, 24):  # Hypothesis also tries words of modules that happen to be loaded, so the first few may stop short
        run_state_machine_as_test(Journeys, settings=settings(JOURNEYS, max_examples=examples, stateful_step_count=12))
        done = {name for name, status in Journeys.reached if status < 300}
        if done >= wanted:
            break
    assert done >= wanted, "it was no journey"
