import json
from pathlib import Path

from django.conf import settings

from casework.channels.parcels import Parcel
from casework.channels.web import post
from security.masking import Kind, Level, mask


class FileGateway:
    """Writes each message to a file of its own: for demos, tests, and a county without a gateway yet.

    The number is masked in it: a folder is no vault.
    """

    knows_keys = True  # the file's name is the key

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def send(self, parcel: Parcel) -> None:
        """Written beside and renamed, so that a file is whole or not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f"{parcel.key}.new"
        new.write_text(
            json.dumps(
                {
                    "key": parcel.key,
                    "phone": mask(Kind.MOBILE, parcel.to, Level.INTERNAL),
                    "text": parcel.text,
                },
                ensure_ascii=False,
            ),
            encoding="utf-8",
        )
        new.replace(self.folder / f"{parcel.key}.json")


class HttpGateway:
    """A gateway that takes {key, phone, text} by POST, and knows a key again (Idempotency-Key)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.knows_keys = settings.SMS_KNOWS_KEYS

    def send(self, parcel: Parcel) -> None:
        headers = {"Idempotency-Key": parcel.key}
        if settings.SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
        post(
            self.url,
            {"key": parcel.key, "phone": parcel.to, "text": settings.SMS_SIGN + parcel.text},
            headers,
        )
