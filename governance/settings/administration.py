"""What each of the three administrators keeps in the admin site. Nobody there sees a case.

The auditor has no part in the admin site: the audit has a page of its own.
"""

KEPT = "view add change delete"
GROWING = "view add change"  # what other rows point at is switched off, never deleted

ADMINISTRATION = {
    "system_admin": {
        "areas.area": GROWING,
        "areas.population": GROWING,
        "accounts.unit": GROWING,
        "accounts.user": GROWING,
        "accounts.duty": "view",
        "grids.category": GROWING,
        "grids.source": GROWING,
        "disputes.body": GROWING,
        "disputes.mediator": GROWING,
        "disputes.room": GROWING,
        "disputes.rewardrate": GROWING,
        "petitions.topic": GROWING,
        "petitions.profile": "view add",
        "stability.standard": "view add",
        "casework.limitrule": "view add",
        "casework.officetime": "view add",
        "casework.specialday": KEPT,
        "casework.standardtext": KEPT,
        "casework.holidaynotice": "view",
        "casework.message": "view",
    },
    "security_admin": {
        "areas.area": "view",
        "accounts.unit": "view",
        "accounts.user": "view",
        "accounts.duty": KEPT,
        "accounts.attempt": "view",
    },
}
