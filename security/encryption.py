"""Sealing (加密保存) of single values: what the database, its dumps and its owner cannot read.

A sealed value is text, `algorithm:key:base64(nonce + ciphertext)`, bound to its table, row and column: in
any other place it does not open. Keys come from the environment and never stand in the database; each
matter has data keys of its own, sealed ("wrapped") by the county's current key, and erasing a matter's
people is destroying those. An error names the key and the place, never the value.
"""

import base64
import os
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE, TAG, SHORTEST_SECRET = 12, 16, 32
CIPHERS = {"aes": "a", "sm4": "s"}  # setting FIELD_CIPHER -> what sealed text begins with
ALGORITHMS = {"a": (algorithms.AES, 32), "s": (algorithms.SM4, 16)}
HASHES = {"sha256": hashes.SHA256, "sm3": hashes.SM3}
HOW_TO = "用 python -c \"import secrets; print('k1:' + secrets.token_urlsafe(32))\" 做一个"


class EncryptionFailed(Exception):
    """A value could not be sealed or opened."""


class KeyUnknown(EncryptionFailed):
    """The text was sealed with a key that is not at hand: retired too early, or destroyed on purpose."""


class SealBroken(EncryptionFailed):
    """The text is not as it was sealed, or stands in another place."""


@dataclass(frozen=True)
class Key:
    """A key by its name. What it is made of is printed nowhere."""

    name: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands, and nowhere else opens."""

    table: str
    row: object
    column: str

    def __str__(self) -> str:
        return f"{self.table}:{self.row}:{self.column}"


def seal(plain: str, *, table: str, row: object, column: str, key: Key | None = None) -> str:
    """The value sealed for this place, with the county's current key or with a data key."""
    key = key or current_key()
    algorithm = CIPHERS[settings.FIELD_CIPHER]
    nonce = os.urandom(NONCE)
    encryptor = cipher(algorithm, key, nonce).encryptor()
    encryptor.authenticate_additional_data(str(Place(table, row, column)).encode())
    sealed = encryptor.update(plain.encode()) + encryptor.finalize()
    return f"{algorithm}:{key.name}:{base64.b64encode(nonce + sealed + encryptor.tag).decode()}"


def unseal(sealed: str, *, table: str, row: object, column: str, key: Key | None = None) -> str:
    """The value that was sealed for this place. Raises KeyUnknown or SealBroken."""
    place = Place(table, row, column)
    algorithm, name, body = parts_of(sealed, place)
    key = key or all_keys().get(name)
    if key is None or key.name != name:
        raise KeyUnknown(f"{place}: no key {name!r}")
    decryptor = cipher(algorithm, key, body[:NONCE], body[-TAG:]).decryptor()
    decryptor.authenticate_additional_data(str(place).encode())
    try:
        return (decryptor.update(body[NONCE:-TAG]) + decryptor.finalize()).decode()
    except InvalidTag:
        raise SealBroken(f"{place}: not as it was sealed with {name!r}") from None


def seal_file(content: bytes, *, table: str, row: object, column: str, key: Key) -> bytes:
    """A whole file sealed for this place: a line that says with what, and the sealed bytes behind it."""
    algorithm = CIPHERS[settings.FIELD_CIPHER]
    nonce = os.urandom(NONCE)
    encryptor = cipher(algorithm, key, nonce).encryptor()
    encryptor.authenticate_additional_data(str(Place(table, row, column)).encode())
    sealed = encryptor.update(content) + encryptor.finalize()
    return b"".join([f"{algorithm}:{key.name}\n".encode(), nonce, sealed, encryptor.tag])


def unseal_file(sealed: bytes, *, table: str, row: object, column: str, key: Key | None) -> bytes:
    """The file that was sealed for this place. Raises KeyUnknown or SealBroken."""
    place = Place(table, row, column)
    algorithm, name = file_key(sealed)
    body = sealed.partition(b"\n")[2]
    if algorithm not in ALGORITHMS or len(body) < NONCE + TAG:
        raise SealBroken(f"{place}: not a sealed file")
    if key is None or key.name != name:
        raise KeyUnknown(f"{place}: no key {name!r}")
    decryptor = cipher(algorithm, key, body[:NONCE], body[-TAG:]).decryptor()
    decryptor.authenticate_additional_data(str(place).encode())
    try:
        return decryptor.update(body[NONCE:-TAG]) + decryptor.finalize()
    except InvalidTag:
        raise SealBroken(f"{place}: not as it was sealed with {name!r}") from None


def file_key(sealed: bytes) -> tuple[str, str]:
    """The algorithm and the name of the key that a file says it was sealed with."""
    algorithm, _, name = sealed[:100].partition(b"\n")[0].decode("ascii", "replace").partition(":")
    return algorithm, name


def key_name(sealed: str) -> str:
    """The name of the key that the text was sealed with."""
    return sealed.split(":", 2)[1] if sealed.count(":") == 2 else ""


def new_data_key(name: str, *, table: str, row: object) -> tuple[Key, str]:
    """A fresh key of a matter, and the same wrapped for its place in the database."""
    secret = base64.b64encode(os.urandom(SHORTEST_SECRET)).decode()
    return data_key(name, secret), seal(secret, table=table, row=row, column="wrapped")


def open_data_key(name: str, wrapped: str, *, table: str, row: object) -> Key:
    """The data key from its wrapped form. Raises KeyUnknown or SealBroken."""
    return data_key(name, unseal(wrapped, table=table, row=row, column="wrapped"))


def rewrap(wrapped: str, *, table: str, row: object) -> str:
    """The same data key, wrapped with the current key."""
    secret = unseal(wrapped, table=table, row=row, column="wrapped")
    return seal(secret, table=table, row=row, column="wrapped")


def data_key(name: str, secret: str) -> Key:
    return Key(name, base64.b64decode(secret))


def blind_index(kind: str, value: str) -> str:
    """What an exact search compares instead of the value, which must be normalised. "" for nothing.

    Keyed: all numbers of a county could be tried in a minute against a plain digest.
    """
    if not value:
        return ""
    digest = hmac.HMAC(
        secret_of("BLIND_INDEX_KEY", settings.BLIND_INDEX_KEY), HASHES[settings.BLIND_INDEX_HASH]()
    )
    digest.update(f"{kind}\x00{value}".encode())
    return digest.finalize().hex()


def current_key() -> Key:
    """The key that seals: the first of FIELD_KEYS."""
    return next(iter(all_keys().values()))


def all_keys() -> dict[str, Key]:
    """The county's keys by their names, the current one first."""
    return keys_in(settings.FIELD_KEYS)


@lru_cache(maxsize=8)
def keys_in(told: str) -> dict[str, Key]:
    """The keys of "k2:base64,k1:base64". Raises ImproperlyConfigured, which never quotes a key."""
    keys: dict[str, Key] = {}
    for part in filter(None, (part.strip() for part in told.split(","))):
        name, _, secret = part.partition(":")
        if not name.isascii() or not name.isalnum() or name in keys:
            raise ImproperlyConfigured(
                f"FIELD_KEYS 里每把密钥要有自己的名字（字母和数字），写成 k1:…。{HOW_TO}。"
            )
        keys[name] = Key(name, secret_of("FIELD_KEYS", secret))
    if not keys:
        raise ImproperlyConfigured(f"没有 FIELD_KEYS，不能保存当事人的身份信息。{HOW_TO}。")
    return keys


def secret_of(setting: str, told: str) -> bytes:
    """The bytes of a secret in base64, of either alphabet. Raises ImproperlyConfigured where it is weak."""
    try:
        plain = told.strip().rstrip("=").replace("-", "+").replace("_", "/")
        secret = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:  # binascii.Error is one
        secret = b""
    if len(secret) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"{setting} 要用 base64 写的至少 {SHORTEST_SECRET} 个字节。{HOW_TO}。")
    return secret


def check_settings() -> None:
    """Raise ImproperlyConfigured where a value could not be sealed or searched with these settings."""
    keys_in(settings.FIELD_KEYS)
    secret_of("BLIND_INDEX_KEY", settings.BLIND_INDEX_KEY)
    if settings.FIELD_CIPHER not in CIPHERS:
        raise ImproperlyConfigured(f"FIELD_CIPHER 应是 {'、'.join(CIPHERS)} 之一。")
    if settings.BLIND_INDEX_HASH not in HASHES:
        raise ImproperlyConfigured(f"BLIND_INDEX_HASH 应是 {'、'.join(HASHES)} 之一。")


def parts_of(sealed: str, place: Place) -> tuple[str, str, bytes]:
    """Algorithm, name of the key, and nonce with ciphertext. Raises SealBroken."""
    algorithm, _, rest = sealed.partition(":")
    name, _, coded = rest.partition(":")
    try:
        body = base64.b64decode(coded, validate=True)
    except ValueError:
        body = b""
    if algorithm not in ALGORITHMS or len(body) < NONCE + TAG:
        raise SealBroken(f"{place}: not a sealed value")
    return algorithm, name, body


def cipher(algorithm: str, key: Key, nonce: bytes, tag: bytes | None = None) -> Cipher[modes.GCM]:
    """The cipher in GCM, with a key of its own made from the secret: no secret serves two algorithms."""
    kind, length = ALGORITHMS[algorithm]
    return Cipher(kind(derived(key.secret, algorithm, length)), modes.GCM(nonce, tag))


def derived(secret: bytes, algorithm: str, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=f"field:{algorithm}".encode()).derive(secret)
