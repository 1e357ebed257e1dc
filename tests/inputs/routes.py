"""Every address of the portal, made from its URLconf, with something behind it wherever there can be."""

from uuid import UUID

from django.apps import apps
from django.urls import get_resolver, reverse

from disputes.workflow import DISPUTE_FLOW
from grids.workflow import CASE_FLOW
from petitions.workflow import PETITION_FLOW
from pilot.workflow import TASK_FLOW
from progress.models import Amendment, Row
from stability.workflow import STABILITY_FLOW

MEETINGS = "meeting meeting_edit decision_new decision_drop meeting_issue meeting_give meeting_discard"
LEDGER = ("activities", "resolutions", "charters", "creations", "organisations", "purchases", "contacts")
OUTCOMES = {
    "measure": "measure measure_draft measure_deed",
    "scheme": "scheme scheme_discard scheme_deed scheme_drop",
    "award": "award award_export award_move",
    "allocation": "voucher_new allocation_object",
    "objection": "objection_answer",
    "roll": "roll nominate roll_move",
    "nomination": "nomination_strike nomination_object",
    "paper": "paper",
}
DEEDS = {
    "outcomes:measure_deed": "extend",
    "outcomes:scheme_deed": "items",
    "outcomes:award_move": "check",
    "outcomes:roll_move": "decide",
}
KEYS = {
    **{
        f"activities:{book}{act}": lambda furnished, book=book: furnished.ledger[book].pk
        for book in LEDGER
        for act in ("_entry", "_correct", "_withdraw")
    },
    **{
        f"activities:{act}": lambda furnished, act=act: furnished.ledger[act].pk
        for act in ("step", "check", "accept")
    },
    "casework:attachment": lambda furnished: furnished.file.pk,
    "casework:picture": lambda furnished: furnished.file.pk,
    "casework:original": lambda furnished: furnished.file.pk,
    "casework:reveal": lambda furnished: furnished.person.pk,
    "casework:extend": lambda furnished: furnished.sent.deadlines.get(limit="grid.handle").pk,
    "disputes:sweep_plan": lambda furnished: furnished.sweep.plan_id,
    "disputes:sweep_chase": lambda furnished: furnished.sweep.plan_id,
    "disputes:sweep_withdraw": lambda furnished: furnished.sweep.plan_id,
    "disputes:sweep_export": lambda furnished: furnished.sweep.plan_id,
    "disputes:sweep": lambda furnished: furnished.sweep.pk,
    "disputes:sweep_sign": lambda furnished: furnished.sweep.pk,
    "disputes:sweep_fault": lambda furnished: furnished.sweep.pk,
    "disputes:reward": lambda furnished: furnished.reward.pk,
    "disputes:reward_check": lambda furnished: furnished.reward.pk,
    "disputes:reward_object": lambda furnished: furnished.reward.pk,
    "disputes:reward_answer": lambda furnished: furnished.reward.pk,
    "petitions:feedback": lambda furnished: furnished.petition.recommendations.get().pk,
    "petitions:call_hearing_off": lambda furnished: furnished.petition.hearing_plans.get().pk,
    "petitions:go_on": lambda furnished: furnished.petition.charges.get().pk,
    "petitions:reception_off": lambda furnished: furnished.reception.pk,
    **dict.fromkeys(
        ("pilot:version", "pilot:adopt", "pilot:discard", "pilot:line_new", "pilot:line_drop"),
        lambda furnished: furnished.listed.pk,
    ),
    **dict.fromkeys(
        [f"pilot:{name}" for name in MEETINGS.split()],
        lambda furnished: furnished.meeting.pk,
    ),
    **dict.fromkeys(("pilot:fund", "pilot:plan_new"), lambda furnished: furnished.paid.plan.fund_id),
    **dict.fromkeys(("pilot:plan_edit", "pilot:spending_new"), lambda furnished: furnished.paid.plan_id),
    **dict.fromkeys(
        [f"pilot:survey{part}" for part in ("", "_results", "_publish", "_discard", "_export")],
        lambda furnished: furnished.surveyed.pk,
    ),
    "pilot:spending_back": lambda furnished: furnished.paid.pk,
    **dict.fromkeys(
        [f"admission:{name}" for name in ("detail", "edit", "settle", "press")],
        lambda furnished: furnished.forms["draft"].pk,
    ),
    **dict.fromkeys(("admission:export", "admission:fill"), lambda furnished: furnished.forms["admitted"].pk),
    "admission:values": lambda furnished: furnished.forms["admitted"].columns.first().pk,
    "progress:item_retire": lambda furnished: furnished.reporting.row("下季度打算").item_id,
    "progress:amend": lambda furnished: Row.objects.filter(sheet__state="locked").first().pk,
    "progress:confirm": lambda furnished: Amendment.objects.get().pk,
    **{
        f"outcomes:{name}": lambda furnished, what=what: furnished.outcomes[what].pk
        for what, names in OUTCOMES.items()
        for name in names.split()
    },
    **dict.fromkeys(
        [f"assessment:scheme{act}" for act in ("", "_export", "_import", "_adopt", "_discard")],
        lambda furnished: furnished.scored.drafted.pk,
    ),
    **dict.fromkeys(
        [f"assessment:{act}" for act in ("score", "appeal", "correct")],
        lambda furnished: furnished.scored.appeal.score_id,
    ),
    "assessment:answer": lambda furnished: furnished.scored.appeal.pk,
    "stability:signed": lambda furnished: furnished.assessed.signed_reports.get().pk,
    "audit:extract": lambda furnished: furnished.extract.pk,
    "jobs:detail": lambda furnished: furnished.job.pk,
}
UNSAFE = ("post", "put", "patch", "delete")
FLOWS = {
    **dict.fromkeys(("grids:", "case-"), CASE_FLOW),
    **dict.fromkeys(("disputes:", "dispute-"), DISPUTE_FLOW),
    **dict.fromkeys(("petitions:", "petition-"), PETITION_FLOW),
    **dict.fromkeys(("pilot:", "task-"), TASK_FLOW),
    **dict.fromkeys(("stability:", "stability-"), STABILITY_FLOW),
}


def named_routes(resolver=None, namespace=""):
    """Name and parameters of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named_routes(pattern, inner)
        elif pattern.name:
            yield namespace + pattern.name, [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]


def move_of(name):
    """(room, move) of the address of a move; None of any other."""
    for room, flow in FLOWS.items():
        if name.startswith(room) and (move := name.removeprefix(room)) in flow.moves:
            return room, move
    return None


def addresses(furnished):
    """(name, address) of all. Raises where an address cannot be made, so that none is left out.

    Of the moves of a flow one: they are one view (`test_moves_are_one_view`), and the pages of all of them
    are asked for where they are open (tests/inputs/test_hostile.py).
    """
    rooms_met = set()
    for name, parameters in named_routes():
        if found := move_of(name):
            if found[0] in rooms_met:
                continue
            rooms_met.add(found[0])
        given = {key: value_of(key, name, furnished) for key in parameters}
        yield name, reverse(name, kwargs=given)


def value_of(key, name, furnished):
    """What stands in an address for this parameter."""
    if key == "object_id" and name != "admin:view_on_site":
        return first_of(name)
    matters = {
        **dict.fromkeys(("disputes", "dispute"), furnished.dispute),
        **dict.fromkeys(("petitions", "petition"), furnished.petition),
        **dict.fromkeys(("pilot", "task"), furnished.task),
        "stability": furnished.assessed,
    }
    return {
        "number": matters.get(name.partition(":")[0].partition("-")[0], furnished.case).number,
        "year": 2026,
        "quarter": quarter_of(name, furnished),
        "unit": (furnished.scored.east if name.startswith("assessment:") else furnished.reporting.unit).pk,
        "target": furnished.scored.target(furnished.scored.east).pk,
        "indicator": furnished.scored.indicator("2").pk,
        "version": furnished.report.version,
        "format": "pdf",
        "kind": "acceptance",
        "about": 0,
        "paper": "registration",
        "size": "small",
        "part": "post",
        "decision": 1,
        "deed": DEEDS.get(name, "send"),
        "press": UUID(int=0),
        "parcel": "5f0f3f0e-0000-4000-8000-000000000001",
        "verdict": "sent",
        "key": "grid.handle",
        "app_label": "grids",
        "pk": KEYS.get(name, lambda furnished: 1)(furnished),
    }.get(key, 1)


def quarter_of(name, furnished):
    """The running one has a report, the last one returns."""
    progress = name.startswith(("progress:", "assessment:"))
    return str(furnished.reporting.quarter) if progress else furnished.report.quarter


def first_of(name):
    """Key of the first row of an admin page's model."""
    label, model = name.removeprefix("admin:").rsplit("_", 1)[0].split("_", 1)
    found = apps.get_model(label, model).objects.first()
    return found.pk if found else 1


def answer(client, method, address, **options):
    """The answer, its file closed."""
    response = getattr(client, method)(address, **options)
    if response.streaming:
        response.body = b"".join(response.streaming_content)  # response.close() would close the database too
    return response
