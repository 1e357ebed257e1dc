"""Collecting static files takes many seconds, so a second run does it only when they have changed."""

import hashlib
from pathlib import Path

from stack import install
from stack.place import ROOT, Place

KEPT = "static.json"


def changed(place: Place, data: str) -> bool:
    """Whether static files have to be collected; until `remember`, they have to be again."""
    collected = Path(data) / "static"
    if place.read(KEPT) == of_now(collected) and any(collected.iterdir()):
        return False
    place.write(KEPT, {})  # a kill on the way leaves a part, which the next run must not take for the whole
    return True


def remember(place: Place, data: str) -> None:
    """Write down that they were collected."""
    place.write(KEPT, of_now(Path(data) / "static"))


def of_now(collected: Path) -> dict[str, str]:
    """Where they are, and a hash over those of ours and over the locks, which name those of others."""
    whole = hashlib.sha256(install.fingerprint().encode())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            whole.update(str(path.relative_to(ROOT)).encode())
            whole.update(path.read_bytes())
    return {"folder": str(collected), "hash": whole.hexdigest()}
