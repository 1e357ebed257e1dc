"""An SMS gateway that knows a key again, as a provider does, and counts what it was handed."""

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Gateway(ThreadingHTTPServer):
    """Listens on a free port of this machine. `handed` counts each key, also those it had before."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.handed: Counter[str] = Counter()
        self.texts: dict[str, tuple[str, str]] = {}
        self.changed = 0  # the same key with other words: a provider would have dropped them
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def take(self, body: dict[str, str]) -> None:
        said = (body["phone"], body["text"])
        self.changed += self.texts.setdefault(body["key"], said) != said
        self.handed[body["key"]] += 1

    @property
    def resent(self) -> int:
        """How often a key came that was there already."""
        return sum(self.handed.values()) - len(self.handed)


class Taker(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        self.server.take(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *words: object) -> None:
        """Nothing: the counts are enough."""
