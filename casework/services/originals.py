"""Originals of files: sealed when they come, opened for a ticket that says what for."""

import json
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import ProgrammingError, connection

from accounts.models import User
from casework.exceptions import RevealDenied
from casework.models import Attachment, Matter, Original, OriginalLook
from casework.services.people import commits, may_reveal
from casework.services.sealing import KEYS, key_of
from security.encryption import file_key, open_data_key, seal_file, unseal_file
from security.findings import masked
from security.uploads.checking import Checked

TABLE = Original._meta.db_table
USED = "这次取用已经用过了，再取要重新写用途。"


def keep(attachment: Attachment, file: Checked) -> Original:
    """Seal what came, with a new key of the matter's: who erases the matter's keys erases it too."""
    original = Original(attachment=attachment, sha256=file.sha256, size=len(file.original))
    key = key_of(attachment.matter_id)
    sealed = seal_file(file.original, table=TABLE, row=original.pk.hex, column="file", key=key)
    original.file = ContentFile(sealed, name="o.sealed")
    original.save(force_insert=True)
    return original


def ask(original: Original, *, by: User, words: str) -> int:
    """The ticket for one look at an original. Committed when this returns.

    Raises RevealDenied; and RuntimeError inside a transaction, whose rollback would take the ticket away
    after the file was seen.
    """
    commits()
    matter = Matter.objects.visible_to(by).filter(pk=original.attachment.matter_id).first()
    if matter is None or not may_reveal(by, matter):
        raise RevealDenied("您可以看这件事，不能取用原件。要用请找经办人或分派员。")
    if not words.strip():
        raise RevealDenied("写一句用来做什么。")
    ticket = answered("SELECT portal.request_original(%s, %s)", [original.pk, masked(words)])
    return int(ticket[0])


def open_original(original: Original, *, ticket: int) -> bytes:
    """The original as it came, once, to whom the ticket belongs. Raises RevealDenied and EncryptionFailed."""
    commits()
    if not OriginalLook.objects.filter(pk=ticket, original=original.pk).exists():
        raise RevealDenied(USED)
    opened, keys = answered("SELECT original, keys FROM portal.open_original(%s)", [ticket])
    if UUID(str(opened)) != original.pk:
        raise RevealDenied(USED)
    return unsealed(original, keys if isinstance(keys, dict) else json.loads(keys))


def unsealed(original: Original, keys: dict[str, str]) -> bytes:
    """The bytes behind the seal. Raises EncryptionFailed."""
    with original.file.open() as stored:
        sealed = stored.read()
    name = file_key(sealed)[1]
    key = open_data_key(name, keys[name], table=KEYS, row=name) if name in keys else None
    return unseal_file(sealed, table=TABLE, row=original.pk.hex, column="file", key=key)


def answered(sql: str, given: list[Any]) -> tuple[Any, ...]:
    """The row that the database answers. Raises RevealDenied where it refuses."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            row: tuple[Any, ...] | None = cursor.fetchone()
    except ProgrammingError as error:
        raise RevealDenied(USED) from error
    if row is None:
        raise RevealDenied("这个原件已经按期限销毁。")
    return row
