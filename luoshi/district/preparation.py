"""What must be true before the first page is shown: database, tables, words, files. Each step finds out by itself whether it is done."""

from __future__ import annotations

import fcntl
import hashlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from luoshi.district.data_folder import CHECKOUT
from luoshi.district.embedded.errors import DatabaseDidNotStart
from luoshi.district.errors import NotPrepared
from luoshi.district.translations import compile_translations

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING_TO_DO = "已就绪 / ready"
DONE = "完成 / done"


class Say(Protocol):
    """Shows a text; ``nl=False`` leaves the line open."""

    def __call__(self, message: str, /, *, nl: bool = True) -> None: ...


class Step(NamedTuple):
    """``act`` does the step, or finds that it is done, and returns what to say about it."""

    name: str
    act: Callable[[], str]


def prepare(*, demonstration: bool, say: Say) -> None:
    """Take all steps, telling of each. Two starts at once take turns. Raises :class:`NotPrepared`."""
    steps = [
        Step("数据库 / database", start_database),
        Step("数据表 / tables", migrate),
        Step("译文 / translations", translate),
        Step("页面文件 / page files", collect_static_files),
        *([Step("示范区 / demonstration district", load_demonstration)] if demonstration else []),
    ]
    with (settings.DATA_FOLDER / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for number, step in enumerate(steps, 1):
            say(f"启动 Start {number}/{len(steps)}  {step.name} … ", nl=False)
            say(step.act())
    connection.close()  # worker processes must not share it


def start_database() -> str:
    """Connect; the embedded database starts by that."""
    try:
        connection.ensure_connection()
    except DatabaseDidNotStart as problem:
        raise NotPrepared(str(problem)) from problem
    except OperationalError as problem:
        raise NotPrepared(
            f"无法连接数据库，请检查 DATABASE_URL。 / Cannot connect to the database, check DATABASE_URL.\n{problem}"
        ) from problem
    version = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL is the only database
    return f"PostgreSQL {version // 10_000}.{version % 10_000}"


def migrate() -> str:
    """Bring the tables to this version's shape."""
    changes = missing_migrations()
    if not changes:
        return NOTHING_TO_DO
    call_command("migrate", interactive=False, verbosity=0)
    return f"{changes} 项变更 / {changes} changes"


def missing_migrations() -> int:
    """How many changes lie between the tables that are there and this version's."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def translate() -> str:
    """Compile the translations that are newer than their compiled form."""
    return DONE if compile_translations(CHECKOUT / "luoshi") else NOTHING_TO_DO


def collect_static_files() -> str:
    """Gather and compress the files of all pages, once for each state of the source files."""
    stamp = settings.DATA_FOLDER / "static.stamp"
    state = _state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return NOTHING_TO_DO
    stamp.unlink(missing_ok=True)  # a collection that is interrupted is not taken for a whole one
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)
    return DONE


def load_demonstration() -> str:
    """Begin the demonstration's year, if this version brings one; what began goes on in the background."""
    if "begin_demonstration" not in get_commands():
        return "本版本没有 / none in this version"
    call_command("begin_demonstration", verbosity=0)
    return DONE


def _state_of_static_files() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = storage.path(name)
            found.update(f"{file} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return found.hexdigest()
