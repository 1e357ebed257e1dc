"""Petitions behind the addresses: one in every state that a petition can be in, as the services make them."""

from datetime import timedelta

from accounts.models import Role
from casework.models import Extension
from petitions import services
from security import clock
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.conftest import OPINION, Line, hands

NOTE = {"note": "?"}


def petition_line(county, area, clerk):
    """The way of a petition that this clerk of the petition office takes in."""
    higher = UnitFactory(area=county, name="测试市人民政府")
    government = UnitFactory(area=county, name="测试县人民政府", parent=higher)
    bureau = UnitFactory(area=county, name="测试县交通运输局", parent=government)
    official, head = hands(bureau)
    joint = DutyFactory(role=Role.XF_JOINT, unit=clerk.held[0].unit).user
    colleague = DutyFactory(role=Role.XF_OFFICE, unit=clerk.held[0].unit).user
    people = {"clerk": clerk, "colleague": colleague, "official": official, "head": head, "joint": joint}
    people |= {"above": hands(government), "top": hands(higher)}
    return Line(area, {"bureau": bureau, "government": government, "higher": higher}, people)


def those_of(line):
    """Everybody who has a part in it."""
    who = line.people
    single = [who[name] for name in ("clerk", "colleague", "official", "head", "joint")]
    return [*single, *who["above"], *who["top"]]


def petitions_of(line):
    """A petition in every state, and where a step waits for what only the step before brings."""
    clerk, official = line.people["clerk"], line.people["official"]
    refusal = {"ground": "n4", "elsewhere": "找别处。", **NOTE}
    until = clock.today() + timedelta(days=3)
    return [
        line.register(),
        *(line.to(name) for name in line.ORDER),
        services.refuse(line.to("classify"), by=clerk, **refusal),
        services.decline(line.to("route"), by=official, **refusal),
        services.object(line.to("route"), by=official, **NOTE),
        services.to_joint(line.to("classify"), by=clerk, **NOTE),
        elsewhere_to_go(line),
        services.guide(elsewhere_to_go(line), by=clerk, elsewhere="法院", until="三年内"),
        services.supervise(line.register(), by=clerk, until=until, **NOTE),
        *heard(line),
        *longer(line),
        *of_others(line),
    ]


def elsewhere_to_go(line):
    """A claim that another procedure is for."""
    return line.do(line.register(), "classify", path="p4")


def heard(line):
    """What is heard in public, and what was granted longer."""
    today = clock.today()
    hearing = {"noticed_on": today, "held_from": today, "place": "会议室"}
    supported = OPINION | {"result": "support", "task": "修", "task_due_on": today + timedelta(days=9)}
    promised = line.do(line.to("investigate"), "draft", **supported)
    return [
        services.hear(line.to("investigate"), by=line.people["official"], **hearing),
        services.recheck_hear(line.to("apply_recheck"), by=line.people["top"][0], **hearing),
        line.do(promised, "issue"),
    ]


def longer(line):
    """What was granted more time, and what its petitioner let lie."""
    petition, late = line.to("accept"), line.to("deliver")
    by, head = line.people["official"], line.people["head"]
    late.deadlines.filter(limit="xf.review_apply").update(legal_on=clock.today() - timedelta(days=1))
    limit = petition.deadlines.get(limit="xf.handle")
    granted = {"granted": True, "decided_by": head, "decided_at": clock.now()}
    Extension.objects.create(
        matter=petition, deadline=limit, amount=30, reason="鉴定。", asked_by=by, **granted
    )
    return [petition, late]


def of_others(line):
    """What goes along with another, what is a repeat, and whose petitioner is hidden."""
    clerk, first = line.people["clerk"], line.to("classify")
    suggestion = line.do(line.register(), "classify", category="suggest", path="")
    hidden, accusing = line.to("classify"), line.do(line.register(), "classify", category="accuse", path="")
    reported = {"sending": "assign", "report_by": clock.today() + timedelta(days=9)}
    return [
        services.merge(line.to("classify"), into=first, by=clerk),
        services.mark_repeat(line.to("classify"), of=first, by=clerk),
        line.do(line.do(suggestion, "route"), "accept"),
        line.do(line.to("classify"), "route", **reported),
        accusing,
        line.register(channel="other", sender="市信访局", answer_sender_by=clock.today() + timedelta(days=9)),
        services.veil(hidden, by=clerk, request="修路。", facts="坏了半年。", **NOTE),
    ]
