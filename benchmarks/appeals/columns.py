"""What each column of a petition's tables is, as SQL over a line of the plan."""

from petitions.dictionaries import Channel, Subject

SAID = "'路灯坏了三个月，晚上看不见路，请求修好。'"
CHANNELS = ", ".join(f"'{code}'" for code in Channel.values)
SUBJECTS = ", ".join(f"'{code}'" for code in Subject.values)
CAME = {"matter_id": "id"}
BY_OFFICER, BY_HAND = {"by_id": "officer"}, {"by_id": "hand"}
# step -> how it stands after it, in the order of the way
STEPS = {
    "register": "registered",
    "classify": "classified",
    "route": "routed",
    "accept": "accepted",
    "investigate": "investigating",
    "draft": "drafted",
    "issue": "answered",
    "deliver": "delivered",
}
MATTER = {
    "id": "id",
    "number": "to_char(at, 'YYYYMM-') || lpad(id::text, 7, '0')",
    "kind": "'petition'",
    "title": "'路灯 ' || i",
    "area_id": "area",
    "unit_id": "CASE WHEN stage >= 2 THEN unit END",
    "holder_id": "CASE WHEN NOT filed AND stage >= 3 THEN hand END",
    "status": "status",
    "due_at": "CASE WHEN NOT filed THEN at + interval '72 days' END",
    "confidential": "l < 0.005",
    "version": "stage",
    "created_by_id": "officer",
    "registered_at": "at",
    "created_at": "at",
    "closed_at": "CASE WHEN filed THEN at + interval '95 days' * pace END",
}
CATEGORY = """CASE WHEN stage = 0 THEN '' WHEN filed AND i %% 20 = 3 THEN 'accuse'
WHEN i %% 20 = 19 THEN 'suggest' ELSE 'claim' END"""
PETITION = {
    "matter_id": "id",
    "channel": f"(ARRAY[{CHANNELS}])[1 + i %% {len(Channel)}]",
    "received_on": "at::date",
    "read_back": "true",
    "request": SAID,
    "facts": SAID,
    "headcount": "1 + i %% 7",
    "joint": "i %% 7 > 3",
    "anonymous": "i %% 40 = 13",
    "unreachable": "i %% 60 = 17",
    "skipped_level": f"i %% 90 < 12 AND (ARRAY[{CHANNELS}])[1 + i %% {len(Channel)}] = '{Channel.VISIT}'",
    "category": CATEGORY,
    "path": f"CASE WHEN {CATEGORY} <> 'claim' THEN '' WHEN filed AND i %% 20 < 2 THEN 'p4' ELSE 'p6' END",
    "subject": f"CASE WHEN stage = 0 THEN '' ELSE (ARRAY[{SUBJECTS}])[1 + i / 7 %% {len(Subject)}] END",
    "is_repeat": "i %% 9 = 4",
    "veiled": "filed AND i %% 20 = 3",
    "organ_id": "CASE WHEN stage >= 2 THEN unit END",
    "classified_at": "CASE WHEN stage >= 1 THEN at + pace * interval '2 days' END",
    "routed_at": "CASE WHEN stage >= 2 THEN at + pace * interval '4 days' END",
    "accepted_at": "CASE WHEN stage >= 3 THEN accepted_at END",
    "answered_at": "CASE WHEN stage >= 7 THEN told_at END",
    "ended_at": "CASE WHEN filed THEN at + interval '95 days' * pace END",
}
ROUTING = {
    "matter_id": "id",
    "sending": "CASE WHEN i %% 4 = 0 THEN 'assign' ELSE 'forward' END",
    "unit_id": "unit",
    "report_by": "CASE WHEN i %% 4 = 0 THEN at::date + 60 END",
    "sent_on": "(at + pace * interval '4 days')::date",
} | BY_OFFICER
LIMIT = {
    "matter_id": "id",
    "unit": "'日'",
    "basis": "'《信访工作条例》'",
    "started_at": "at",
    "calendar": "'2026v1'",
}


def limit(key: str, label: str, days: int, met: str) -> dict[str, str]:
    """A limit of so many days from the petition's first, kept or missed at this moment."""
    end = f"at + interval '{days} days'"
    return LIMIT | {
        "limit": f"'{key}'",
        "label": f"'{label}'",
        "amount": str(days),
        "legal_on": f"({end})::date",
        "target_on": f"({end})::date",
        "due_at": end,
        "warn_at": f"at + interval '{days - 5} days'",
        "met_at": met,
    }


# One in ten heard too late that it was accepted; one in three, what the organ found.
NOTIFY = limit(
    "xf.org_notify",
    "告知是否受理",
    19,
    "CASE WHEN stage >= 3 THEN accepted_at + CASE WHEN i %% 10 = 5 THEN interval '9 days' ELSE '0' END END",
)
HANDLE = limit("xf.handle", "办理", 72, "CASE WHEN stage >= 6 THEN answered_at END")
WATCHED = {
    "matter_id": "id",
    "words": "'抓紧办。'",
    "until": "at::date + 90",
    "at": "at + pace * interval '30 days'",
    "ended_at": "CASE WHEN filed THEN at + interval '95 days' END",
} | BY_OFFICER
SAYS = {"request": SAID, "findings": SAID, "opinion": "'修好。'", "legal_basis": "'有关规定'"}
REMEDY = "'三十日内可以申请复查。'"
SUPPORTED = "i %% 3 = 0"
OPINION = {
    "id": "id",
    "matter_id": "id",
    "stage": "'handling'",
    "unit_id": "unit",
    "result": f"CASE WHEN {SUPPORTED} THEN 'support' WHEN i %% 3 = 1 THEN 'explain' ELSE 'reject' END",
    "remedy": REMEDY,
    "task": f"CASE WHEN {SUPPORTED} THEN '换灯' ELSE '' END",
    "task_due_on": f"CASE WHEN {SUPPORTED} THEN at::date + 120 END",
    "drafted_by_id": "hand",
    "drafted_at": "answered_at",
    "issued_by_id": "CASE WHEN stage >= 6 THEN head END",
    "issued_on": "CASE WHEN stage >= 6 THEN answered_at::date END",
} | SAYS
# The ids of reviews stand behind those of all opinions on the petitions themselves.
REVIEW = {
    "id": "id + 100000000",
    "matter_id": "id",
    "stage": "'review'",
    "unit_id": "unit",
    "result": "'explain'",
    "verdict": "CASE WHEN i %% 60 = 11 THEN 'upheld' ELSE 'changed' END",
    "remedy": REMEDY,
    "drafted_by_id": "hand",
    "issued_by_id": "head",
    "issued_on": "(told_at + pace * interval '7 days')::date",
} | SAYS
RECHECK = REVIEW | {
    "id": "id + 200000000",
    "stage": "'recheck'",
    "issued_on": "(told_at + pace * interval '14 days')::date",
}
ANSWER = {
    "matter_id": "id",
    "document_on": "answered_at::date",
    "way": "'signed'",
    "delivered_on": "told_at::date",
    "proof": "'回证上的签名'",
} | BY_HAND
MEMO = ANSWER | {"document_on": "accepted_at::date", "delivered_on": "accepted_at::date"}
RATED = {"matter_id": "id", "at": "told_at", "changed_at": "told_at"}


def moved(step: int, move: str, after: str) -> dict[str, str]:
    """The event of this step: by the office until it is with the organ."""
    names = ["", *STEPS.values()]
    return {
        "matter_id": "id",
        "move": f"'{move}'",
        "from_status": f"'{names[step]}'",
        "to_status": f"'{after}'",
        "note": "''",
        "unit_id": "unit" if step > 1 else "NULL",
        "by_id": "hand" if step > 2 else "officer",
        "at": f"at + pace * interval '{step * 4} days'",
    }
