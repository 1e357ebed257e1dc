"""A folder below .run/ in which one run keeps its data, secrets, logs and the list of its processes."""

import fcntl
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUN = ROOT / ".run"


class Occupied(Exception):
    """Another run, still alive, works in this place."""


class Place:
    """One run's folder. Take it with `take`; the lock goes by itself when the run ends, even by kill -9."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = folder / "postgres"
        self.valkey = folder / "valkey"
        self.data = folder / "data"
        self.log = folder / "log"
        self._lock: IO[str] | None = None

    def take(self) -> None:
        """Make the folder and lock it. Raises Occupied while another run holds it."""
        self.make()
        self._lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise Occupied from error

    def make(self) -> None:
        """The folders that each run needs."""
        # Static files are looked for from the start; a missing folder would be a warning.
        for folder in (self.log, self.valkey, self.data / "static"):
            folder.mkdir(parents=True, exist_ok=True)

    def release(self) -> None:
        """Let another run take the place."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def read(self, name: str) -> dict[str, Any]:
        """A small JSON file of this place; empty when missing or torn by a kill."""
        try:
            return dict(json.loads((self.folder / name).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def write(self, name: str, content: dict[str, Any]) -> None:
        """Replace a JSON file of this place whole."""
        self.write_text(name, json.dumps(content, ensure_ascii=False, indent=1))

    def write_text(self, name: str, content: str) -> Path:
        """Replace a file of this place whole, readable by its owner only; where it stands."""
        new = self.folder / f"{name}.new"
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
        return new.replace(self.folder / name)

    def secret(self, name: str) -> str:
        """A secret made once and kept in this place."""
        kept = self.read("secrets.json")
        if name not in kept:
            kept[name] = secrets.token_urlsafe(48)
            self.write("secrets.json", kept)
        return str(kept[name])

    def empty(self) -> None:
        """Delete what an earlier run left in it, and keep it taken."""
        for left in self.folder.iterdir():
            if left.name != "lock":
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        self.make()

    def remove(self) -> None:
        """Delete the folder and everything in it, and release the place."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.release()
