"""`luoshi work`: background work, for ever."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Annotated

import typer

GRACE_SECONDS = 30
LOOK_EVERY_SECONDS = 0.5


def work(
    parent: Annotated[int, typer.Option(hidden=True, help="结束时随之结束的进程 / The process with which to end.")] = 0,
) -> None:
    """运行后台任务（发送消息等），直到被停止；luoshi serve 自带一个。 / Run background work; luoshi serve brings one of its own."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    if parent:
        threading.Thread(target=_end_with, args=(parent, stop), daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import timezone

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        typer.echo(f"\n{problem}", err=True)
        raise typer.Exit(1) from problem
    from luoshi.district import clock
    from luoshi.district.background import operations
    from luoshi.district.collector import spare_the_collector
    from luoshi.district.rounds import installed_rounds

    rounds = installed_rounds()
    spare_the_collector()
    operations.work(rounds, stop=stop, now=clock.now, machine=timezone.now)


def _end_with(parent: int, stop: threading.Event) -> None:
    """Nobody is left behind by a server that was killed: the round at work may finish, but not for ever."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    stop.set()
    time.sleep(GRACE_SECONDS)
    os._exit(1)
