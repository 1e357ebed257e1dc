"""The acts of quarterly returns."""

from progress.services.amending import amend, confirm
from progress.services.filling import Pasted, Said, answer, paste, start, submit
from progress.services.keeping import (
    accept,
    add_item,
    chase,
    chase_overdue,
    close,
    lock,
    open_all,
    open_by,
    open_quarter,
    retire_item,
    send_back,
)

__all__ = [
    "Pasted",
    "Said",
    "accept",
    "add_item",
    "amend",
    "answer",
    "chase",
    "chase_overdue",
    "close",
    "confirm",
    "lock",
    "open_all",
    "open_by",
    "open_quarter",
    "paste",
    "retire_item",
    "send_back",
    "start",
    "submit",
]
