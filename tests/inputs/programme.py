"""The pilot programme behind the addresses."""

from pilot.services import listing
from tests.pilot.conftest import fill


def list_of(clerk, unit):
    """A draft of the leading group's list with everything in it."""
    draft = fill(listing.draft(by=clerk), clerk, unit)
    member = draft.memberunits.get()
    listing.add(draft, "duty", by=clerk, member=member, text="查欠薪", basis="第三条")
    listing.add(draft, "special", by=clerk, name="欠薪组", lead=unit, units=[unit])
    return draft
