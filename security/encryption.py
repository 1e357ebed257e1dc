"""Sealing of single fields: what is sealed for one place opens nowhere else."""

from base64 import b64decode, b64encode
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12
ALGORITHM = "aesgcm"


class CannotUnseal(Exception):
    """The key is not there, or the text was sealed for another place, or somebody changed it."""


def seal(plain: str, *, table: str, row: str, column: str) -> str:
    """The text under the first key, bound to its place: algorithm, name of the key, and what is sealed."""
    name, key = next(iter(keys().items()))
    nonce = token_bytes(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, plain.encode(), bound(table, row, column))
    return f"{ALGORITHM}:{name}:{b64encode(sealed).decode()}"


def unseal(sealed: str, *, table: str, row: str, column: str) -> str:
    """The text again. Raises CannotUnseal."""
    try:
        algorithm, name, text = sealed.split(":")
        raw, key = b64decode(text), keys()[name]
        plain = AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound(table, row, column))
    except (ValueError, KeyError, InvalidTag) as error:
        raise CannotUnseal from error
    if algorithm != ALGORITHM:
        raise CannotUnseal
    return plain.decode()


def keys() -> dict[str, bytes]:
    """The keys by name, the one in use first."""
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("没有设置 FIELD_KEYS（名称:密钥，密钥是 32 字节的 base64，逗号分隔）。")
    named = (entry.strip().split(":", 1) for entry in settings.FIELD_KEYS.split(","))
    return {name: b64decode(key) for name, key in named}


def bound(table: str, row: str, column: str) -> bytes:
    return f"{table}:{row}:{column}".encode()
