"""The table, written by hand: every address, task and command, and what becomes of it for whom.

An address that is in no class fails the build. To add one: find its class (or describe a new one in
tests/matrix/routes.py), write the address here, and run tests/matrix.
"""

from tests.matrix.canaries import Canary
from tests.matrix.seen import EVERYBODY, SEEN, people

ANONYMOUS = "anonymous"
READERS = people("county.east county.west")
ADMINISTRATORS = frozenset({"administrator"})

MOVES = (
    "dispatch settle query supplement decline accept hand_back recall handle finish rework check close reopen"
)
ADMIN_PAGES = "changelist add history delete change"

# Class: addresses. "{…}" stands for each word of a list.
ADDRESSES = {
    "open to all": "healthz login/",
    "sign out": "logout/",
    "text size": "me/text-size/",
    "home": "/",
    "page of one's own": "todo/ me/ cases/ notices/",
    "mark as read": "notices/read/",
    "log": "cases/new/",
    "matter": "cases/<number>/",
    "move": "cases/<number>/{MOVES}/",
    "file": "files/<pk>/ files/<pk>/<size>/",
    "job": "jobs/<pk>/",
    "board": "board/",
    "roll-up": "board/roll-up/",
    "reports": "reports/",
    "order": "reports/build/",
    "report": "reports/<quarter>/ reports/<quarter>/v<version>/",
    "paper": "reports/<quarter>/v<version>/<format>/",
    "api of all": "api/v1/ api/v1/<drf_format_suffix:format>",
    "api list": "api/v1/cases/ api/v1/cases.<format>",
    "api matter": "api/v1/cases/<number>/ api/v1/cases/<number>.<format>",
    "api move": "api/v1/cases/<number>/{MOVES}/ api/v1/cases/<number>/{MOVES}.<format>",
    "admin sign in": "admin/login/",
    "admin sign out": "admin/logout/",
    "admin home": """
        admin/ admin/password_change/ admin/password_change/done/ admin/jsi18n/
    """,
    "admin lookup": "admin/autocomplete/ admin/r/<content_type_id>/<object_id>/ admin/<url>",
    "admin app": "admin/<app_label>/",
    "admin password": "admin/accounts/user/<id>/password/",
    "admin list": "admin/{MODELS}/",
    "admin add": "admin/{MODELS}/add/",
    "admin row": """
        admin/{MODELS}/<object_id>/ admin/{MODELS}/<object_id>/change/
        admin/{MODELS}/<object_id>/delete/ admin/{MODELS}/<object_id>/history/
    """,
}
# Models that the administration shows: all of them without a single matter in them.
MODELS = """
    areas/area accounts/user accounts/unit accounts/duty casework/specialday casework/holidaynotice
    casework/message grids/category grids/source grids/caselimit
"""
LISTS = {"MOVES": MOVES.split(), "MODELS": MODELS.split()}


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
    "jobs.tasks.run_job": "writes progress, which the one who asked sees",
    "jobs.tasks.resume_jobs": "writes progress, which the one who asked sees",
    "figures.tasks.roll_up_running_quarter": "writes sums by area and unit",
}
# Command: what it prints. Commands are run by whoever keeps the server; they print numbers and names of
# areas and units, never a word of a matter or of a person.
COMMANDS = {
    "import_areas": "numbers",
    "import_cases": "numbers",
    "import_holidays": "numbers",
    "load_catalogue": "numbers",
    "draw_workflows": "nothing of the database",
    "figures": "sums by area, unit, category or source",
    "roll_up": "numbers",
    "report": "where the papers were written, and sums",
    "demo_data": "refuses where people are real",
    "demo_accounts": "refuses where people are real",
    "prepare_database": "nothing of the database",
}
# Run by the owner before there is anything to tell; tests/security holds what it makes of the database.
RUN_ELSEWHERE = frozenset({"prepare_database"})


# Who may know the sum of an area that was rolled up: those who oversee it, or what lies around it.
SUMS = {
    "east_grid": people("county.east town_hall.east below.east"),
    "west_grid": people("county.east town_hall.west below.west"),
    "next_town": people("county.west"),
}


def readers(canary: Canary) -> frozenset[str]:
    """Who may read this word."""
    owner = canary.owner
    if owner in EVERYBODY:
        return frozenset({owner}) | (ADMINISTRATORS if canary.column.startswith("accounts.") else frozenset())
    matter, _, recipient = owner.partition(">")
    if matter in SEEN:
        return SEEN[matter] & {recipient} if recipient else SEEN[matter]
    return {
        **{f"sums of {area}": who for area, who in SUMS.items()},
        "everybody": frozenset(EVERYBODY),
        "nobody": frozenset(),
        "administrators": ADMINISTRATORS,
        "readers": READERS,
    }[owner]
