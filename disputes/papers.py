"""The file of a dispute: which papers belong to it, in order, and which are there (domain.md 2.5). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """One paper of the file. `count` is how many there are; what is `required` and not there is missing."""

    place: int
    name: str
    required: bool
    count: int

    @property
    def there(self) -> bool:
        return self.count > 0

    @property
    def mark(self) -> str:
        """✓, 缺, or 按需 for what may be left out."""
        if self.there:
            return "✓"
        return "缺" if self.required else "按需"


@dataclass(frozen=True)
class Contents:
    """What the file is made of, counted."""

    told_of_rights: bool = False
    identified: bool = False
    agents: int = 0
    inquiries: int = 0
    evidence: int = 0
    sessions: int = 0
    agreed: bool = False
    payments: int = 0
    visits: int = 0
    confirmations: int = 0
    settled: bool = False  # it came to an agreement: then the agreement is required, and being asked after
    mediated: bool = False  # it came to the table at all


def papers(contents: Contents) -> tuple[Paper, ...]:
    """The thirteen papers. What a dispute never came to is not required of its file: where a party refused
    at once there is no record of a session.
    """
    told, held, settled = contents.mediated or contents.settled, contents.mediated, contents.settled
    listed = (
        ("受理登记表", True, 1),
        ("权利义务告知书", told, int(contents.told_of_rights)),
        ("当事人身份证明", told, int(contents.identified)),
        ("授权委托书", False, contents.agents),
        ("调查记录", False, contents.inquiries),
        ("证据材料", False, contents.evidence),
        ("调解记录", held or settled, contents.sessions),
        ("调解协议书（口头协议登记表）", settled, int(contents.agreed)),
        ("履行凭证", False, contents.payments),
        ("回访记录", False, contents.visits),
        ("司法确认材料", False, contents.confirmations),
        ("卷宗情况说明", True, 1),
        ("封底", True, 1),
    )
    return tuple(Paper(place, *line) for place, line in enumerate(listed, start=1))


def missing(of_file: Iterable[Paper]) -> list[str]:
    """The names of the required papers that are not there."""
    return [paper.name for paper in of_file if paper.required and not paper.there]
