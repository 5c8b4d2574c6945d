"""The web server: gunicorn, inside the process of `luoshi serve`, with one worker for background work beside it.

gunicorn, because it replaces a worker that hangs or dies and asks nothing of the application; inside, because the process then holds
the embedded database open for exactly as long as it serves.
"""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from luoshi.district.collector import spare_the_collector
from luoshi.district.companion import Companion
from luoshi.district.errors import NotPrepared

if TYPE_CHECKING:
    from collections.abc import Callable

PORTS_TO_TRY = 50
THREADS = 32
"""Of all workers together. One thread of a worker works at a time; the others wait for the database, or for applications that are decided
with theirs. Each keeps a connection, of which PostgreSQL grants a hundred unless it is told otherwise.
"""
THREADS_LEAST = 4


def listen(host: str, port: int) -> socket.socket:
    """A socket on the first free port from ``port`` on. Raises :class:`~luoshi.district.errors.NotPrepared`."""
    for candidate in range(port, min(port + PORTS_TO_TRY, 65_536)):
        try:
            return socket.create_server((host, candidate), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise NotPrepared(f"不能监听 {host}:{candidate} / cannot listen there: {problem.strerror}") from problem
    raise NotPrepared(
        f"{port} 起的 {PORTS_TO_TRY} 个端口都被占用，请用 --port 指定。 / All {PORTS_TO_TRY} ports from {port} are taken: use --port."
    )


def run(listener: socket.socket, *, workers: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, SIGTERM or the closing of the terminal; tell the address once the workers are about to start."""
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    told = f"\n落实已启动，请打开 / Luoshi is running, open:  {address}\n按 Ctrl-C 停止 / Ctrl-C stops it"
    options = {
        "bind": f"fd://{listener.detach()}",
        "workers": workers,
        "threads": max(THREADS // workers, THREADS_LEAST),
        "timeout": 60,
        "graceful_timeout": 5,
        "loglevel": "warning",
        "control_socket_disable": True,  # it would put a file into the home folder
        "when_ready": lambda arbiter: say(told),
        "post_worker_init": lambda worker: spare_the_collector(),
    }
    _Arbiter(_Site(options)).run()


class _Site(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from luoshi.district.wsgi import application  # noqa: PLC0415 - it takes stock of the page files, which are gathered by now

        return application


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Its loop looks after the web workers, and so after the one for background work; it also collects every child that ended."""

    def __init__(self, app: BaseApplication) -> None:
        self._companion = Companion()
        super().__init__(app)

    def manage_workers(self) -> None:
        """Once a second, and whenever a process ended."""
        super().manage_workers()
        self._companion.keep()

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - the base class's signature
        """The web workers first: what they commit at last is still worked off by the next one."""
        super().stop(graceful)
        self._companion.stop()

    def handle_hup(self) -> None:
        """The terminal was closed: stop. gunicorn itself would reload and stay behind, unseen."""
        self.handle_int()
