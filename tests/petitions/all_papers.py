"""One signed paper of each kind, and 送达回证, with the same words wherever somebody types."""

from datetime import time, timedelta

from casework.services.extensions import ask_extension, decide_extension
from papers.document.forms import Form
from petitions import services
from petitions.dictionaries import PaperKind
from petitions.services import hearing, papers, supervising
from security import clock
from tests.petitions.signing import sign

RECEIPT = "receipt"
KINDS = {*PaperKind.values, RECEIPT}


def every_paper(line, colleague, *, words: str, short: str) -> dict[str, Form]:
    """Each form as it was signed; `short` goes where the page takes a line, `words` where it takes a text."""
    found = whole_way(line, words, short)
    assigned = line.do(
        line.to("classify", request=words, facts=words),
        "route",
        sending="assign",
        report_by=clock.today() + timedelta(days=20),
    )
    found["assign"] = sign(assigned, "assign", line.people["clerk"])
    refused = services.refuse(
        line.to("classify"), ground="n4", note=words, elsewhere=short, by=line.people["clerk"]
    )
    refused = services.confirm_refusal(refused, by=colleague)
    found["refusal"] = sign(refused, "refusal", line.people["clerk"])
    forms = {kind: papers.form_from_json(paper.form) for kind, paper in found.items()}
    return forms | {RECEIPT: papers.receipt_form(found["handling"])}


def whole_way(line, words, short):
    """The papers of one petition, from its sending to its recheck."""
    official, head, clerk = (line.people[who] for who in ("official", "head", "clerk"))
    said = dict.fromkeys(("request", "findings", "opinion", "legal_basis"), words)
    petition = line.to("route", request=words, facts=words)
    found = {"forward": sign(petition, "forward", clerk)}
    petition = line.do(petition, "accept")
    found["acceptance"] = sign(petition, "acceptance", official)
    asked = ask_extension(petition.deadlines.get(limit="xf.handle"), amount=30, reason=short, by=official)
    decide_extension(asked, granted=True, answer="同意。", by=head)
    found["extension"] = sign(petition, "extension", head)
    day = clock.today() + timedelta(days=10)
    given = {"on": day, "begins": time(9), "ends": time(11), "place": short}
    hearing.plan_hearing(petition, by=official, **given)
    found["hearing"] = sign(petition, "hearing", official)
    advice = {"ground": "shirking", "kind": "work", "words": words}
    supervising.recommend(petition, by=clerk, **advice)
    found["urging"] = sign(petition, "urging", clerk)
    signers = {"": head, "review_": line.people["above"][1], "recheck_": line.people["top"][1]}
    kinds = {"": "handling", "review_": "review", "recheck_": "recheck"}
    for name in line.ORDER[line.ORDER.index("investigate") : line.ORDER.index("conclude")]:
        more = said if name.endswith("draft") else {"proof": short} if name.endswith("deliver") else {}
        petition = line.do(petition, name, **more)
        if name.endswith("issue"):
            stage = name.removesuffix("issue")
            found[kinds[stage]] = sign(petition, kinds[stage], signers[stage])
    return found
