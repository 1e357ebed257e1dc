"""The ledger behind the addresses: a line in each book, of the township's centre."""

from datetime import timedelta

from activities import services
from activities.models import Charter, Contact, Creation, Organisation, Purchase
from security import clock
from tests.activities.conftest import checked, held, matter, scheme, unit_of, walked


def ledger_of(officer, clerk, village):
    """By the name of the address where each is needed."""
    today = clock.today()
    line = {"area": village, "on": today}
    decided = walked(matter(officer, village), officer, 4, today - timedelta(days=25))
    safe = scheme(clerk)
    organisation = Organisation(name="阳光社工", sort="agency", licence="5233", **line)
    made = {
        "activities": held(officer, village, place="学校"),
        "resolutions": decided,
        "step": decided,
        "organisations": kept(organisation, officer),
        "contacts": kept(Contact(sort="line", name="热线", reach="12348", **line), officer),
        "charters": kept(Charter(version=1, text="爱护公物", resolution=decided, **line), officer),
        "creations": checked(officer, village, safe),
        "check": kept(Creation(scheme=safe, **line), officer),
    }
    bought = {"service": "帮扶", "contract": "1", "amount": 5, "until": today, "organisation": organisation}
    made["purchases"] = kept(Purchase(**bought, **line), officer)
    made["accept"] = made["creations"]
    return made


def kept(line, by):
    return services.record(line, by=by, unit=unit_of(by))
