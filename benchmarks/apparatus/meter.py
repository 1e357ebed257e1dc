"""A WSGI application that says of each answer what it cost."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from time import perf_counter, process_time
from typing import Any

from django.db import connections

SECONDS, CPU, SQL, ASKING = "X-Bench-Seconds", "X-Bench-Cpu", "X-Bench-Sql", "X-Bench-Asking"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def metered(application: Application) -> Application:
    """The application, with headers for its seconds, its seconds of processor and its SQL statements.

    The clock runs from the request to the last byte of the answer; gunicorn's part is not in it. The
    processor's seconds are this process's: the database's are not among them. Those that it waited for the
    database's answers are said apart.
    """

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer: list[Any] = []
        statements, waited = [0], [0.0]

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[..., None]:
            answer[:] = [status, headers]
            return lambda data: None

        def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            statements[0] += 1
            asked = perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                waited[0] += perf_counter() - asked

        cpu, clock = process_time(), perf_counter()
        with ExitStack() as watched:
            for connection in connections.all():
                watched.enter_context(connection.execute_wrapper(count))
            result = application(environ, begin)
            body = list(result)
        seconds, cpu = perf_counter() - clock, process_time() - cpu
        if hasattr(result, "close"):
            result.close()
        status, headers = answer
        cost = [(SECONDS, f"{seconds:.6f}"), (CPU, f"{cpu:.6f}"), (SQL, str(statements[0]))]
        cost.append((ASKING, f"{waited[0]:.6f}"))
        start_response(status, [*headers, *cost])
        return body

    return serve
