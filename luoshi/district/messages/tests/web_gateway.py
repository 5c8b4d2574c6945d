"""A web server on this machine that keeps what a gateway is sent, and answers as it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Request:
    """What came: the path with its query, the headers, the body as JSON says it."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class WebGateway:
    """``answers`` are status and body of each path; every other one is taken with 200. A status of 0 is silence."""

    port: int = 0
    answers: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        """Keep a request; status and body of the answer."""
        self.requests.append(request)
        return self.answers.get(request.path.partition("?")[0], (200, {}))


@contextmanager
def web_gateway() -> Iterator[WebGateway]:
    """The server, until it is left."""
    gateway = WebGateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, said = gateway.answer(Request(self.path, dict(self.headers), json.loads(body) if body else None))
            if not status:
                gateway.ended.wait()
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        do_GET = do_POST  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        gateway.port = server.server_port
        Thread(target=server.serve_forever, args=(0.02,)).start()
        yield gateway
        gateway.ended.set()
        server.shutdown()
