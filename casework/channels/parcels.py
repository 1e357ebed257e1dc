from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Parcel:
    """What goes to one addressee at once. `key` is the same for each try of the same parcel."""

    key: str
    to: str = field(repr=False)
    subject: str
    text: str


class Channel(Protocol):
    """One way out.

    `knows_keys`: whoever takes the parcel knows its key again, so a second try of it does no harm.
    """

    knows_keys: bool

    def send(self, parcel: Parcel) -> None:
        """Hand the parcel over. OSError: nothing left, try later. ValueError: it never can.

        Raises MaybeSent where it may have left, and nobody answered.
        """
