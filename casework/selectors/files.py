"""A matter's files as its page shows them."""

from dataclasses import dataclass
from itertools import zip_longest

from casework.models import Attachment, Matter


@dataclass(frozen=True)
class Files:
    """A matter's files: photos in pairs where there are some before and after, other photos, papers, all."""

    pairs: list[tuple[Attachment | None, Attachment | None]]
    pictures: list[Attachment]
    papers: list[Attachment]
    all: list[Attachment]


def files(matter: Matter) -> Files:
    """The files as the page shows them; the first photo of before stands beside the first of after."""
    every = list(matter.attachments.all())
    pictures = [file for file in every if file.is_picture]
    before = [file for file in pictures if file.stage == Attachment.Stage.BEFORE]
    after = [file for file in pictures if file.stage == Attachment.Stage.AFTER]
    paired = list(zip_longest(before, after)) if before and after else []
    left = [file for file in pictures if not paired or file.stage == Attachment.Stage.OTHER]
    return Files(paired, left, [file for file in every if not file.is_picture], every)
