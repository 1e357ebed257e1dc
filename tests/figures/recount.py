"""Every figure once more, in plain SQL written from its definition: the product is held against it.

Each entry is (which matters, which of them hit, the amount of one). `{at}` stands for a column's being in the
period as a moment, `{on}` as a day.
"""

from django.db import connection

CASE = "JOIN grids_case c ON c.matter_id = m.id"
DISPUTE = "JOIN disputes_dispute d ON d.matter_id = m.id LEFT JOIN disputes_agreement g ON g.matter_id = m.id"
PETITION = "JOIN petitions_petition p ON p.matter_id = m.id"


def at(column):
    return f"{column} >= %(begin)s AND {column} < %(over)s"


def on(column):
    return f"{column} >= %(first)s AND {column} < %(end)s"


def one(table, which):
    return f"EXISTS (SELECT 1 FROM {table} x WHERE x.matter_id = m.id AND {which})"


SHOULD = f"({at('c.handle_due_at')}) AND (c.handle_due_at <= now() OR c.finished_at IS NOT NULL)"
SHOULD += " AND m.status <> 'postponed'"
DECIDED = f"{at('m.registered_at')} AND m.status <> 'merged' AND (m.status NOT IN ('reported', 'incomplete')"
DECIDED += " OR c.dispatched_at IS NOT NULL OR c.first_closed_at IS NOT NULL)"
FINISHED, DISPATCHED = at("c.finished_at"), at("c.dispatched_at")
SECONDS = "round(extract(epoch FROM c.finished_at - m.registered_at))"
CASES = {
    "reported": (at("m.registered_at"),),
    "urgent": (f"{at('m.registered_at')} AND c.urgency = 'urgent'",),
    "filed": (DECIDED, "m.status <> 'declined'"),
    "reported_on_time": (f"{at('m.registered_at')} AND c.on_time IS NOT NULL", "c.on_time"),
    "handled": (SHOULD, "c.finished_at IS NOT NULL"),
    "on_time": (SHOULD, "c.on_time"),
    "closed_rate": (SHOULD, "m.status = 'closed'"),
    "closed": (f"{at('m.closed_at')} AND m.status = 'closed'",),
    "hours": (FINISHED, None, SECONDS),
    "rework": (FINISHED, "c.reworked > 0"),
    "dispatched_on_time": (f"{DISPATCHED} AND c.dispatched_on_time IS NOT NULL", "c.dispatched_on_time"),
    "dispatched_right": (DISPATCHED, "c.returned = 0"),
    "checked_on_time": (f"{at('c.checked_at')} AND c.checked_on_time IS NOT NULL", "c.checked_on_time"),
    "reopened": (at("c.first_closed_at"), "c.reopened > 0"),
    "settled": (at("m.registered_at"), "c.settled"),
}
EFFECT, TAKEN = on("g.effective_on"), at("d.accepted_at")
ENDED = f"({EFFECT} OR {at('d.ended_at')} AND g.effective_on IS NULL)"
COURT = "disputes_confirmation", "x.way = 'confirmation' AND "
DISPUTES = {
    "accepted": (TAKEN,),
    "closed": (ENDED,),
    "succeeded": (EFFECT,),
    "written": (f"{EFFECT} AND g.form = 'written'",),
    "oral": (f"{EFFECT} AND g.form = 'oral'",),
    "difficult": (f"{TAKEN} AND d.difficult",),
    "asked_court": (one(COURT[0], COURT[1] + on("x.applied_on")),),
    "confirmed": (one(COURT[0], COURT[1] + on("x.ruled_on") + " AND x.result = 'valid'"),),
    "performed": (at("d.performed_at"),),
    "money": (TAKEN, None, "round(d.amount * 100)"),
    "heads": (TAKEN, None, "d.heads"),
    "crime": (f"{EFFECT} AND d.crime_prevented > 0",),
    "crime_heads": (f"{EFFECT} AND d.crime_prevented > 0", None, "d.crime_prevented"),
    "petition": (f"{EFFECT} AND d.petition_prevented > 0",),
    "petition_heads": (f"{EFFECT} AND d.petition_prevented > 0", None, "d.petition_prevented"),
    "rate_of_closed": (ENDED, EFFECT),
    "rate_of_accepted": (TAKEN, "g.effective_on IS NOT NULL"),
    "default_share": (EFFECT, "m.status = 'defaulted'"),
}
LIVE = "m.status <> 'merged'"
NEW, GONE = f"{LIVE} AND {at('m.registered_at')}", f"{LIVE} AND {at('p.ended_at')}"
CLEAR = "NOT p.anonymous AND NOT p.unreachable"
DUE = "x.dropped_at IS NULL AND " + at("x.due_at")
LATE = "(x.met_at IS NULL OR x.met_at > x.due_at)"
NOTICE, ANSWER = "x.limit = 'xf.org_notify' AND ", "x.limit = 'xf.handle' AND "
ISSUED = "x.stage = 'handling' AND " + on("x.issued_on")
FIRST = "x.document IN ('handling', 'reply', 'refusal', 'guidance') AND "
RATABLE = (
    f"{LIVE} AND NOT p.is_repeat AND p.category <> 'accuse' AND NOT m.confidential"
    " AND p.path NOT IN ('p1', 'p2', 'p3', 'p4')"
    f" AND {one('petitions_delivery', FIRST + on('x.delivered_on'))}"
    f" AND NOT {one('petitions_delivery', FIRST + 'x.delivered_on < %(first)s')}"
)


def rated(which):
    return f"{RATABLE} AND {one('petitions_rating', which)}"


def owed(limit, kept):
    fell = one("casework_deadline", limit + DUE)
    missed = one("casework_deadline", f"{limit}{DUE} AND {LATE}")
    return f"{fell} AND NOT {missed}" if kept else fell


CONTENT = " AND x.level IN ('good', 'fair')"
ORGAN, OFFICE = "x.rated = 'organ'", "x.rated = 'office'"
PETITIONS = {
    "registered": (NEW,),
    "first": (f"{NEW} AND NOT p.is_repeat",),
    "repeat": (f"{NEW} AND p.is_repeat",),
    "joint": (f"{NEW} AND p.joint",),
    "people": (NEW, None, "p.headcount"),
    "visits": (f"{NEW} AND p.channel = 'visit'",),
    "crowds": (f"{NEW} AND p.channel = 'visit' AND p.headcount >= 5",),
    "skipped": (f"{NEW} AND p.skipped_level",),
    "forwarded": (one("petitions_routing", "x.sending = 'forward' AND " + on("x.sent_on")),),
    "assigned": (one("petitions_routing", "x.sending = 'assign' AND " + on("x.sent_on")),),
    "supervised": (one("casework_supervision", at("x.at")),),
    "accepted": (f"{LIVE} AND {at('p.accepted_at')}",),
    "refused": (f"{GONE} AND m.status = 'not_accepted'",),
    "guided": (f"{GONE} AND m.status = 'guided'",),
    "transferred": (f"{GONE} AND m.status = 'transferred'",),
    "answered": (one("petitions_opinion", ISSUED),),
    "supported": (one("petitions_opinion", ISSUED + " AND x.result = 'support'"),),
    "explained": (one("petitions_opinion", ISSUED + " AND x.result = 'explain'"),),
    "rejected": (one("petitions_opinion", ISSUED + " AND x.result = 'reject'"),),
    "extended": (one("petitions_delivery", "x.document = 'extension' AND " + on("x.delivered_on")),),
    "reviewed": (one("petitions_opinion", "x.stage = 'review' AND " + on("x.issued_on")),),
    "rechecked": (one("petitions_opinion", "x.stage = 'recheck' AND " + on("x.issued_on")),),
    "notice_due": (f"{CLEAR} AND {owed(NOTICE, False)}",),
    "notice_kept": (f"{CLEAR} AND {owed(NOTICE, True)}",),
    "opinion_due": (owed(ANSWER, False),),
    "opinion_kept": (owed(ANSWER, True),),
    "ratable": (RATABLE,),
    "rated": (rated("true"),),
    "rated_organ": (rated(ORGAN),),
    "content_organ": (rated(ORGAN + CONTENT),),
    "rated_office": (rated(OFFICE),),
    "content_office": (rated(OFFICE + CONTENT),),
    "timely_accept": (f"{CLEAR} AND {owed(NOTICE, False)}", owed(NOTICE, True)),
    "on_time_reply": (owed(ANSWER, False), owed(ANSWER, True)),
    "participation": (RATABLE, one("petitions_rating", "true")),
    "satisfaction_organ": (rated(ORGAN), one("petitions_rating", ORGAN + CONTENT)),
    "satisfaction_office": (rated(OFFICE), one("petitions_rating", OFFICE + CONTENT)),
    "repeat_share": (NEW, "p.is_repeat"),
    "review_share": (
        one("petitions_opinion", ISSUED),
        one("petitions_opinion", "x.stage = 'review' AND x.issued_on IS NOT NULL"),
    ),
}
KINDS = {"cases": (CASE, CASES), "disputes": (DISPUTE, DISPUTES), "petitions": (PETITION, PETITIONS)}


def recount(period):
    """What each figure comes to in the period, of all matters: n, hits, and the total in whole parts."""
    begin, over = period.moments
    given = {"begin": begin, "over": over, "first": period.start, "end": period.end}
    found = {}
    for kind, (joined, entries) in KINDS.items():
        columns = []
        for which, *rest in entries.values():
            hit, amount = (*rest, None, None)[:2]
            columns += [
                f"count(*) FILTER (WHERE {which})",
                f"count(*) FILTER (WHERE ({which}) AND ({hit}))" if hit else "0",
                f"coalesce(sum({amount}) FILTER (WHERE {which}), 0)::bigint" if amount else "0",
            ]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM casework_matter m {joined}", given)
            row = cursor.fetchone()
        for place, key in enumerate(entries):
            found[f"{kind}.{key}"] = row[place * 3 : place * 3 + 3]
    return found
