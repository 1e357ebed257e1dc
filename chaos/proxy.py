"""Stands between the portal and Postgres, and loses answers at COMMIT: the database has committed, and the
portal never hears of it.
"""

import random
import socket
import threading
from contextlib import suppress

COMMIT = b"COMMIT\x00"
CHUNK = 65_536


class LossyProxy:
    """Listens on a free port of this machine; a share of the commits lose their answer while `lossy`."""

    def __init__(self, host: str, port: int, share: float, seed: int = 1) -> None:
        self.target = (host, port)
        self.share = share
        self.lossy = False
        self.lost = 0
        self.chance = random.Random(seed)  # noqa: S311 - which answer is lost is no secret
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client: socket.socket) -> None:
        """One connection: what the client says goes on here, what the server answers in a thread."""
        server = socket.create_connection(self.target)
        doomed = threading.Event()
        threading.Thread(target=self.answer, args=(server, client, doomed), daemon=True).start()
        try:
            while said := client.recv(CHUNK):
                if self.lossy and said.endswith(COMMIT) and self.chance.random() < self.share:
                    doomed.set()
                server.sendall(said)
        except OSError:
            pass
        finally:
            shut(server, client)

    def answer(self, server: socket.socket, client: socket.socket, doomed: threading.Event) -> None:
        """Carry answers back, until one is to be lost: then both sides are hung up on."""
        try:
            while heard := server.recv(CHUNK):
                if doomed.is_set():
                    self.lost += 1
                    break
                client.sendall(heard)
        except OSError:
            pass
        finally:
            shut(server, client)

    def close(self) -> None:
        self.listener.close()


def shut(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
