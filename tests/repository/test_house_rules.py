"""The house rules are enforced by tools; here the tools are tried on code that breaks the rules."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

import luoshi
from luoshi.district import settings

CHECKOUT = Path(__file__).resolve().parents[2]
DISTRICT = CHECKOUT / "luoshi" / "district"
CAPABILITIES = sorted(folder for folder in DISTRICT.iterdir() if (folder / "apps.py").exists())
AT_THE_EDGE = ["luoshi/district/plan/views.py", "luoshi/district/plan/management/commands/load.py", "luoshi/command_line/serve.py"]
WITHIN = ["luoshi/engines/reading/targets.py", "luoshi/district/plan/operations.py", "luoshi/district/plan/models.py"]


def lint(code: str, path: str) -> list[str]:
    """Ruff's messages about the banned calls, for ``code`` standing at ``path``."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select=TID251", "--output-format=json", f"--stdin-filename={CHECKOUT / path}", "-"],
        input=code,
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        check=False,
    )
    return [finding["message"] for finding in json.loads(done.stdout)]


@pytest.mark.parametrize("path", WITHIN)
@pytest.mark.parametrize(
    ("code", "replacement"),
    [
        ("from datetime import datetime\ndatetime.now()\n", "`at=`"),
        ("import datetime as clock\nclock.datetime.utcnow()\n", "`at=`"),
        ("import datetime\ndatetime.date.today()\n", "`on=`"),
        ("from django.utils import timezone\ndefault = timezone.now\n", "`at=`"),
        ("from luoshi.district import clock\nclock.now()\n", "`at=`"),
        ("import time\ntime.time()\n", "`at=`"),
        ("import random\n", "`seed=`"),
        ("from secrets import token_hex\n", "`seed=`"),
        ("import uuid\nuuid.uuid4()\n", "uuid5"),
    ],
)
def test_only_the_edge_asks_the_clock_or_chance(path: str, code: str, replacement: str) -> None:
    assert any(replacement in message for message in lint(code, path))


@pytest.mark.parametrize("path", AT_THE_EDGE)
def test_the_edge_may_ask_the_clock(path: str) -> None:
    assert lint("from datetime import datetime\ndatetime.now()\n", path) == []


MACHINE = re.compile(r"\btimezone\.now\b|\blocaldate\(\)|\bdatetime\.(?:now|today|utcnow)\b|\bdate\.today\b|\btime\.time\b")
"""The machine's clock, asked by name; ``timezone.localdate(at)`` asks nothing."""
REAL_TIME = {
    "luoshi/command_line/decide.py": "asks rules of a folder, no district",
    "luoshi/command_line/demo.py": "tells when a day became the shown one",
    "luoshi/command_line/licence.py": "checks a file, in no district",
    "luoshi/command_line/work.py": "tells the worker when it ran",
    "luoshi/district/background/context.py": "whether the worker runs",
    "luoshi/district/callers.py": "whether a token lasts",
    "luoshi/district/clock.py": "is the clock",
    "luoshi/district/demonstration/management/commands/begin_demonstration.py": "tells when a day became the shown one",
    "luoshi/district/demonstration/rounds.py": "tells when a day became the shown one",
    "luoshi/district/programs/views.py": "how long a token lasts",
    "luoshi/district/throttle/queries.py": "how often somebody tries",
    "luoshi/district/tokens/management/commands/token.py": "how long a token lasts",
}


def test_the_site_asks_one_clock() -> None:
    """A demonstration is looked at on a day of its own: what is asked of the machine is not that day."""
    files = [each for part in (DISTRICT, CHECKOUT / "luoshi" / "command_line") for each in part.rglob("*.py") if "tests" not in each.parts]
    asking = {str(each.relative_to(CHECKOUT)) for each in files if MACHINE.search(each.read_text())}
    assert asking == REAL_TIME.keys(), "ask luoshi.district.clock, or say here why the machine's clock is right"


def test_models_do_not_ask_the_clock_by_themselves() -> None:
    """Ruff sees no call in ``auto_now``: Django makes it."""
    found = [
        f"{file.relative_to(CHECKOUT)}:{node.value.lineno}"
        for file in DISTRICT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert found == [], "take the moment as an argument of the operation, `at=`, and store it"


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda folder: folder.name)
def test_a_capability_with_data_has_its_doors(capability: Path) -> None:
    if (capability / "models.py").exists():
        assert (capability / "operations.py").exists(), "changes go through operations.py"
        assert (capability / "queries.py").exists(), "reads go through queries.py"


@pytest.mark.parametrize("capability", CAPABILITIES, ids=lambda folder: folder.name)
def test_a_capability_says_what_it_does_and_is_installed(capability: Path) -> None:
    module = ast.parse((capability / "__init__.py").read_text())
    assert ast.get_docstring(module), "one paragraph: what it does, for whom"
    assert [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)] == [], "it imports nothing"
    assert f"luoshi.district.{capability.name}" in settings.INSTALLED_APPS


def test_packs_hold_no_python() -> None:
    assert [str(file.relative_to(CHECKOUT)) for file in (CHECKOUT / "luoshi" / "packs").rglob("*.py")] == []


def test_reading_on_the_command_line_needs_neither_web_nor_database() -> None:
    look = "import sys; from luoshi.command_line.main import application; application(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout.split()
    assert {name.split(".")[0] for name in loaded} & {"django", "psycopg", "gunicorn", "playwright", "sklearn"} == set()


@pytest.mark.django_db
def test_the_models_say_what_the_migrations_make() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_tables_are_made_with_their_constraints() -> None:
    """Django writes them as steps of their own, each of which builds all related models anew: seconds of every first start."""
    apart = {
        f"{key} {operation.describe()}"
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in {folder.name for folder in CAPABILITIES}
        for model, operation in _added(migration.operations)
        if model not in {each.model_name_lower for each in migration.operations if isinstance(each, AddField)}
    }
    assert not apart, "write them into the options of CreateModel"


def _added(operations: Sequence[Operation]) -> Iterator[tuple[str, Operation]]:
    """What is added to models that the same migration makes."""
    made = {each.name_lower for each in operations if isinstance(each, CreateModel)}
    for each in operations:
        if isinstance(each, (AddConstraint, AddIndex)) and each.model_name_lower in made:
            yield each.model_name_lower, each


NAMED = r"(?!c[\"']|\w*_FORMAT[\"'])"
BY_HAND = re.compile(rf"""\|(?:date|time):["']{NAMED}[^"']*["']|(?:date|time)_format\((?:[^()]|\([^()]*\))*, "{NAMED}""")
"""A day or a moment written in a way of its own, and not as ``luoshi/district/formats`` says; ``c`` is for programs."""


def test_no_page_writes_days_in_a_way_of_its_own() -> None:
    pages = [*DISTRICT.glob("*/templates/**/*.*"), *(each for each in DISTRICT.rglob("*.py") if "tests" not in each.parts)]
    found = [f"{page.relative_to(CHECKOUT)}: {each}" for page in pages for each in BY_HAND.findall(page.read_text())]
    assert found == [], 'use |date, |date:"SHORT_DATE_FORMAT" and their like'


@pytest.mark.parametrize("written", ['{{ day|date:"Y-m-d" }}', "{{ at|time:'H:i' }}", 'date_format(localtime(at), "j M")'])
def test_days_in_a_way_of_their_own_are_found(written: str) -> None:
    assert BY_HAND.search(written)
    assert not BY_HAND.search("{{ day|date }} {{ at|date:'c' }} date_format(day) date_format(day, gettext(\"j\"))")
    assert not BY_HAND.search('{{ at|date:"SHORT_DATETIME_FORMAT" }} date_format(day, "DATE_FORMAT")')


def test_the_version_is_the_same_wherever_it_stands() -> None:
    declared = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["version"]
    told = re.search(r"^## (\d\S+)", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert told is not None
    assert (luoshi.__version__, told[1]) == (declared, declared)
