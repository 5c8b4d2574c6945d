"""The connection to every PostgreSQL of ours: discreet about values, and found dead or alive without asking the server."""

from __future__ import annotations

import select

from psycopg.pq import TransactionStatus

from luoshi.district import discretion


class DatabaseWrapper(discretion.DatabaseWrapper):
    """Django's own PostgreSQL backend, as it is kept open from one request to the next."""

    def is_usable(self) -> bool:
        """Whether the server still holds the connection, and answers.

        A server that ends it says so, or closes it, and either can be read. Where nothing can be read and no transaction is open, nothing
        has ended, and a question to the server, which each request would pay for, would tell no more. Otherwise the server is asked.
        """
        return self._is_quiet() or super().is_usable()

    def _is_quiet(self) -> bool:
        if self.connection is None or self.connection.info.transaction_status is not TransactionStatus.IDLE:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
