"""The code (查询码) with which a resident sees how their matter goes: 60 bits, as 3F9A-07C2-E81B."""

import secrets
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

import segno
from django.utils.crypto import salted_hmac

from security.encryption import blind_index

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: whoever writes them meant 1, 1, 0
LENGTH, GROUP, BITS = 12, 4, 5
MISREAD = str.maketrans("ILO", "110", " -—–－_.")
TAIL = 4  # digits of the phone number that are asked for with the code


def code_of(submission: UUID) -> str:
    """The code of one press of the button. The second press, whose answer the browser shows, has the same,
    and no place keeps it: it comes of the portal's key and of chance that only the form held.
    """
    return lettered(
        int.from_bytes(salted_hmac("casework.code", str(submission), algorithm="sha256").digest()[:8])
    )


def new_code() -> str:
    """A code of chance alone, for a slip that is printed at a window."""
    return lettered(secrets.randbits(LENGTH * BITS))


def lettered(number: int) -> str:
    return "".join(ALPHABET[number >> BITS * place & 31] for place in range(LENGTH))


def shown(code: str) -> str:
    """In groups of four, as people copy it."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """The code as it was meant, however it was typed; what cannot be one comes back as it is."""
    return normalize("NFKC", typed).upper().translate(MISREAD)


def is_code(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= {*ALPHABET}


def digest_of(code: str, tail: str) -> str:
    """What is kept of both, and looked up: a wrong code and a wrong number are the same one miss."""
    return blind_index("casework.code", f"{code}|{tail}")


@dataclass(frozen=True)
class Square:
    """A QR code to be drawn: how many cells it is wide with its quiet zone, and the dark ones as a path."""

    width: int
    path: str


def square_of(address: str) -> Square:
    """The QR code of an address, as an SVG path of unit cells."""
    rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=4)]
    cells = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Square(len(rows), "".join(cells))
