"""The code (查询码) with which a resident sees how their application goes: 60 bits, as 3F9A-07C2-E81B."""

from unicodedata import normalize
from uuid import UUID

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
    number = int.from_bytes(salted_hmac("disputes.code", str(submission), algorithm="sha256").digest()[:8])
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
    return blind_index("disputes.application", f"{code}|{tail}")
