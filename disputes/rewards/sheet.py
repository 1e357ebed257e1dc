"""The claims as a workbook, for those who pay elsewhere."""

from io import BytesIO
from typing import Any

from accounts.models import User
from disputes.models import Claim
from disputes.services.rewarding import stands
from security.spreadsheets import Book

COLUMNS = {
    "卷号": 34,
    "调解组织": 30,
    "调解员": 14,
    "种类": 12,
    "金额（元）": 12,
    "申报": 12,
    "审核": 14,
    "公示": 26,
    "现在": 30,
}
MOST = 20_000


def claims_of(user: User) -> Any:
    """The claims that the user may see, each with what its row shows."""
    found = Claim.objects.visible_to(user).prefetch_related("objections")
    return found.select_related("unit", "payee", "rate", "checked_by", "publication__area")


def workbook(user: User) -> bytes:
    """All claims that the user may see."""
    place = BytesIO()
    book = Book(place)
    book.add("以案定补", COLUMNS, (cells(one) for one in claims_of(user)[:MOST]), "以案定补申报，平台不发钱")
    book.close()
    return place.getvalue()


def cells(claim: Claim) -> list[str]:
    """A claim, a text for each head."""
    return [
        claim.volume,
        str(claim.unit),
        str(claim.payee),
        claim.rate.get_sort_display(),
        f"{claim.amount:.2f}",
        f"{claim.claimed_at:%Y-%m-%d}",
        str(claim.checked_by or ""),
        str(claim.publication or ""),
        stands(claim),
    ]
