"""The table, written by hand: every address, task and command, and what becomes of it for whom.

An address that is in no class fails the build. To add one: find its class (or describe a new one in
tests/matrix/routes.py), write the address here, and run tests/matrix.
"""

from tests.matrix import stability_seen as ra
from tests.matrix.canaries import Canary
from tests.matrix.disputes_seen import DISPUTE_MOVES, DISPUTE_REVEALS, DISPUTE_SEEN
from tests.matrix.ledger_seen import LEDGER_BOOKS
from tests.matrix.petitions_seen import PETITION_MOVES, PETITION_REVEALS, PETITION_SEEN
from tests.matrix.programme_seen import PROGRAMME_ADDRESSES, PROGRAMME_AUDITED, PROGRAMME_OWNERS
from tests.matrix.seen import EVERYBODY, REVEALS, SEEN, creator, people
from tests.matrix.sweeps_seen import SWEEP_SEEN

ANONYMOUS = "anonymous"
READERS = people("county.east county.west")

MOVES = (
    "dispatch settle query supplement decline accept hand_back recall handle finish rework check close "
    "reopen refer decide transfer postpone approve refuse resume merge split supervise lift link"
)

# Class: addresses. "{…}" stands for each word of a list.
ADDRESSES = {
    "open to all": "healthz login/",
    "residents": "s/ s/mediate/ s/petition/ s/petition/answer/ s/q/",
    "on the way in": "login/code/ login/new-password/ login/bind/",
    "sign out": "logout/",
    "text size": "me/text-size/",
    "home": "/",
    "page of one's own": "todo/ me/ cases/ disputes/ disputes/sweeps/ petitions/ stability/ notices/ joined/",
    "search": "search/",
    "kept filter": "filters/ filters/<pk>/delete/",
    "sign-in of one's own": """
        confirm/ me/password/ me/stays/ me/authenticator/ me/authenticator/bind/
    """,
    "press of one's own": """
        notices/read/ me/stays/end-others/ me/stays/<pk>/end/ me/keys/
        me/authenticator/codes/ me/authenticator/unbind/
    """,
    "calendar": "calendar/ rules/ rules/<key>/",
    "feed": "calendar/feed.ics me/calendar/ me/calendar/renew/ me/calendar/revoke/",
    "years": """
        calendar/years/ calendar/years/upload/ calendar/years/<pk>/confirm/ calendar/years/<pk>/refuse/
    """,
    "more time": "limits/<pk>/extend/ extensions/<pk>/",
    "log": "cases/new/",
    "known": "cases/known/ cases/words/ api/v1/cases/known/ api/v1/cases/suggest/",
    "category": "cases/<number>/category/",
    "by person": "cases/by-person/ disputes/by-person/ petitions/by-person/",
    "intake": "intake/",
    "intake together": "intake/together/",
    "intake act": "intake/<number>/<deed>/ intake/undo/<press>/",
    "matter": "cases/<number>/ cases/<number>/print/",
    "move": "cases/<number>/{MOVES}/",
    "dispute new": "disputes/new/",
    "dispute": "disputes/<number>/ disputes/<number>/print/",
    "dispute papers": "disputes/<number>/dossier/ disputes/<number>/dossier/<paper>/<format>/",
    "dispute in full": "disputes/<number>/dossier/full/",
    "dispute bound": "disputes/<number>/dossier/bind/ disputes/<number>/dossier/bound/<pk>/",
    "dispute templates": """
        disputes/templates/ disputes/templates/<paper>/ disputes/templates/<paper>/start/
        disputes/templates/<paper>/<version>/ disputes/templates/<paper>/default/
    """,
    "dispute move": "disputes/<number>/{DISPUTE_MOVES}/",
    "dispute tables": "disputes/tables/ disputes/tables/export/",
    "dispute roll": "disputes/roll/ disputes/roll/export/",
    "rewards": "disputes/rewards/ disputes/rewards/export/",
    "reward": "disputes/rewards/<pk>/",
    "reward acts": """
        disputes/rewards/<pk>/check/ disputes/rewards/<pk>/object/ disputes/rewards/<pk>/answer/
        disputes/rewards/for/<number>/
    """,
    "reward publish": "disputes/rewards/publish/",
    "sweep new": "disputes/sweeps/new/",
    "sweep plan": "disputes/sweeps/<pk>/ disputes/sweeps/<pk>/export/",
    "sweep chase": "disputes/sweeps/<pk>/chase/",
    "sweep withdraw": "disputes/sweeps/<pk>/withdraw/",
    "sweep row": "disputes/sweeps/rows/<pk>/",
    "sweep acts": "disputes/sweeps/rows/<pk>/sign/ disputes/sweeps/rows/<pk>/fault/",
    "petition new": "petitions/new/",
    "petition": "petitions/<number>/ petitions/<number>/print/",
    "petition papers": """
        petitions/<number>/papers/ petitions/<number>/papers/<kind>/<about>/<format>/
        petitions/<number>/papers/signed/<pk>/<format>/
    """,
    "petition named": "petitions/<number>/papers/named/",
    "petition signing": "petitions/<number>/papers/<kind>/<about>/sign/",
    "petition slip": "petitions/<number>/slip/",
    "hearing plans": "petitions/<number>/hearing/ petitions/<number>/hearing/<pk>/call-off/",
    "supervision": "petitions/supervision/",
    "receptions": "petitions/receptions/ petitions/receptions/<pk>/call-off/",
    "supervision acts": """
        petitions/<number>/recommend/ petitions/<number>/measure/ petitions/<number>/charge/
    """,
    "supervision answers": "petitions/<number>/feedback/<pk>/ petitions/<number>/charge/<pk>/",
    "petition tables": "petitions/tables/ petitions/tables/export/",
    "petition move": "petitions/<number>/{PETITION_MOVES}/",
    **PROGRAMME_ADDRESSES,
    **ra.STABILITY_ADDRESSES,
    "nudge": "matters/<number>/nudge/",
    "outbox": "messages/",
    "settle": "messages/<parcel>/<verdict>/",
    "person": "people/<pk>/",
    "file": "files/<pk>/ files/<pk>/<size>/",
    "original": "files/<pk>/original/",
    "add files": "files/to/<number>/",
    "job": "jobs/<pk>/",
    "board": "board/",
    "one page": "board/one-page/",
    "roll-up": "board/roll-up/",
    "reports": "reports/",
    "order": "reports/build/",
    "report": "reports/<quarter>/ reports/<quarter>/v<version>/",
    "paper": "reports/<quarter>/v<version>/<format>/",
    "audit": "audit/ audit/head/",
    "extract": "audit/export/ audit/extracts/<pk>/",
    "api of all": "api/v1/",
    "api todo": "api/v1/todo/",
    "api list": "api/v1/cases/",
    "api matter": "api/v1/cases/<number>/",
    "api move": "api/v1/cases/<number>/{MOVES}/",
    "api join": "api/v1/cases/<number>/join/ api/v1/cases/<number>/category/",
    "api disputes": "api/v1/disputes/",
    "api dispute": "api/v1/disputes/<number>/",
    "api dispute move": "api/v1/disputes/<number>/{DISPUTE_MOVES}/",
    "api petitions": "api/v1/petitions/",
    "api petition": "api/v1/petitions/<number>/",
    "api petition move": "api/v1/petitions/<number>/{PETITION_MOVES}/",
    "admin door": "admin/login/ admin/logout/",
    "admin home": "admin/ admin/password_change/ admin/password_change/done/ admin/jsi18n/",
    "admin lookup": "admin/autocomplete/ admin/r/<content_type_id>/<object_id>/ admin/<url>",
    "admin app": "admin/<app_label>/",
    "admin list": "admin/{MODELS}/",
    "admin add": "admin/{MODELS}/add/",
    "admin row": """
        admin/{MODELS}/<object_id>/ admin/{MODELS}/<object_id>/change/
        admin/{MODELS}/<object_id>/delete/ admin/{MODELS}/<object_id>/history/
    """,
}
# Models that the administration shows, none of which has a matter in it, with what each administrator does.
MODELS = {
    "areas/area": {"system_admin": "view add change", "security_admin": "view"},
    "areas/population": {"system_admin": "view add change"},
    "accounts/unit": {"system_admin": "view add change", "security_admin": "view"},
    "accounts/user": {"system_admin": "view add change", "security_admin": "view"},
    "accounts/duty": {"system_admin": "view", "security_admin": "view add change delete"},
    "accounts/attempt": {"security_admin": "view"},
    "grids/category": {"system_admin": "view add change"},
    "grids/source": {"system_admin": "view add change"},
    "disputes/body": {"system_admin": "view add change"},
    "disputes/mediator": {"system_admin": "view add change"},
    "disputes/room": {"system_admin": "view add change"},
    "disputes/rewardrate": {"system_admin": "view add change"},
    "petitions/topic": {"system_admin": "view add change"},
    "petitions/profile": {"system_admin": "view add"},
    "stability/standard": {"system_admin": "view add"},
    "casework/standardtext": {"system_admin": "view add change delete"},
    "casework/limitrule": {"system_admin": "view add"},
    "casework/officetime": {"system_admin": "view add"},
    "casework/specialday": {"system_admin": "view add change delete"},
    "casework/holidaynotice": {"system_admin": "view"},
    "casework/message": {"system_admin": "view"},
}
LISTS = {
    "MOVES": MOVES.split(),
    "DISPUTE_MOVES": DISPUTE_MOVES.split(),
    "PETITION_MOVES": PETITION_MOVES.split(),
    "STABILITY_MOVES": ra.STABILITY_MOVES.split(),
    "LEDGER_BOOKS": LEDGER_BOOKS,
    "MODELS": list(MODELS),
}


def addresses() -> dict[str, str]:
    """Each address with its class."""
    found = {}
    for sort, line in ADDRESSES.items():
        for address in line.split():
            for name, words in LISTS.items():
                if f"{{{name}}}" in address:
                    found.update({address.replace(f"{{{name}}}", word): sort for word in words})
                    break
            else:
                found[address] = sort
    return found


# Task: what it may do and tell. Tasks have no user; what leaves them is mail, notices and logs.
TASKS = {
    "casework.tasks.deliver_messages": "mails each notice to its recipient, who sees the matter",
    "casework.tasks.remind": "writes notices to people who see the matter",
    "casework.tasks.resume_postponed": "moves what was put off to today; tells reporters of what goes along",
    "casework.tasks.watch_calendar": "tells the keepers of the calendar which year is missing",
    "casework.tasks.anonymise": "takes out what identifies people; tells nobody",
    "disputes.tasks.make_sweeps": "writes rows for units to sign; tells nobody",
    "petitions.tasks.lapse_petitions": "ends what is over; tells nobody",
    "progress.tasks.collect_returns": "asks a unit's heads for its own return",
    "assessment.tasks.count_open_runs": "writes scores, which their organisation and the office see",
    "jobs.tasks.run_job": "writes progress, which the one who asked sees",
    "jobs.tasks.resume_jobs": "writes progress, which the one who asked sees",
    "figures.tasks.roll_up_running_quarter": "writes sums by area and unit",
    "audit.tasks.seal": "writes hashes",
    "audit.tasks.anchor": "mails a hash to the auditor's own address",
    "accounts.tasks.clear_sign_in_log": "deletes",
    "disputes.tasks.drop_volumes": "deletes",
}
# Who may know the sum of an area that was rolled up: those who oversee it, or what lies around it.
SUMS = {
    "east_grid": people("county.east town_hall.east below.east"),
    "west_grid": people("county.east town_hall.west below.west"),
    "next_town": people("county.west"),
}


# Columns that the record of writes keeps as they are, for the auditor; all other texts are digests there.
AUDITED = (
    PROGRAMME_AUDITED
    | frozenset(
        {
            *("casework.Matter.number", "casework.Notice.key", "casework.Event.reason"),
            *("casework.LimitRule.basis", "casework.LimitRule.reason"),
            *("petitions.Profile.basis", "petitions.Profile.reason", "petitions.Topic.name"),
            *("casework.Deadline.label", "casework.Deadline.basis", "casework.Deadline.calendar"),
            *(
                "casework.Attachment.sha256",
                "casework.Original.sha256",
                "grids.Case.origin",
                "grids.Case.origin_number",
                "jobs.Job.key",
            ),
            *("accounts.User.username", "accounts.User.name", "accounts.Unit.name", "accounts.Unit.code"),
            *(
                "audit.Anchor.hash",
                "reports.Paper.sha256",
                "disputes.Volume.sha256",
                "disputes.Template.sha256",
            ),
            *("casework.Reveal.address", "casework.OriginalLook.address"),  # where a request came from
        }
    )
    | {*ra.STABILITY_AUDITED}
)
# Owners that are neither a matter nor a person.
KEEPERS = frozenset({"system_admin", "security_admin"})
OWNERS = {
    "everybody": frozenset(EVERYBODY),
    "public": frozenset(EVERYBODY) | {ANONYMOUS},
    "nobody": frozenset(),
    "readers": READERS,
    "keepers": KEEPERS,
    "system": frozenset({"system_admin"}),
    "security": frozenset({"security_admin"}),
    "auditor": frozenset({"audit_admin"}),
    "sweep": SWEEP_SEEN,
    **PROGRAMME_OWNERS,
    "years": people("office.east office.west") | {"system_admin"},
    **{f"sums of {area}": who for area, who in SUMS.items()},
    **ra.STABILITY_SEEN,
}


def readers(canary: Canary) -> frozenset[str]:
    """Who may read this word."""
    also = OWNERS["auditor"] if canary.column in AUDITED else frozenset()
    if canary.owner in EVERYBODY:
        kept = KEEPERS if canary.column.startswith("accounts.User.") else frozenset()
        return frozenset({canary.owner}) | kept | also
    matter, _, recipient = canary.owner.partition(">")
    if matter in DISPUTE_SEEN:
        return (DISPUTE_REVEALS.get(matter, frozenset()) if recipient else DISPUTE_SEEN[matter]) | also
    if matter in PETITION_SEEN:
        revealed = PETITION_REVEALS.get(matter, frozenset())
        return (revealed if recipient else PETITION_SEEN[matter]) | also
    if matter not in SEEN:
        return OWNERS[canary.owner] | also
    if recipient == "joined":  # what was said by whoever joined: theirs to read again, whatever became of it
        return SEEN[matter] | {creator(matter)} | also
    if recipient == "revealers":
        return REVEALS.get(matter, frozenset()) | also
    return (SEEN[matter] & {recipient} if recipient else SEEN[matter]) | also
