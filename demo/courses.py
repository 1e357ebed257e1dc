"""The ways that invented petitions go, as rows of days and acts; and which go each in a year."""

from demo import appealing as a
from demo import overseeing as o
from demo.appeals import Step

CLASSIFIED: tuple[Step, ...] = ((0, 0, a.register), (0, 1.5, a.classify))
SENT: tuple[Step, ...] = (*CLASSIFIED, (0.3, 3, a.route))
TAKEN: tuple[Step, ...] = (*SENT, (2, 11, a.accept))
TOLD: tuple[Step, ...] = (*TAKEN, (1, 3, a.hand_over))
LOOKED: tuple[Step, ...] = (*TAKEN, (3, 15, a.investigate))
ISSUED: tuple[Step, ...] = ((0.5, 3, a.issue), (0.5, 4, a.deliver))
ANSWERED: tuple[Step, ...] = (*LOOKED, (7, 20, a.draft), *ISSUED)
OVER: tuple[Step, ...] = ((45, 50, a.lapse),)
REVIEW: tuple[Step, ...] = (
    (8, 20, a.ask),
    (10, 18, a.review_draft),
    (1, 3, a.review_issue),
    (1, 3, a.review_deliver),
)
RECHECK: tuple[Step, ...] = (
    (8, 20, a.ask),
    (3, 6, a.recheck_hear),
    (0, 1, a.recheck_heard),
    (5, 9, a.recheck_draft),
    (1, 2, a.recheck_issue),
    (1, 3, a.recheck_deliver),
    (2, 9, a.conclude),
)

PLAIN = (*ANSWERED, (3, 9, a.rate), *OVER)
PLAIN_AND_SILENT = (*ANSWERED, *OVER, (3, 12, a.follow_up))
SUPPORTED = (
    *TOLD,
    (3, 15, a.investigate),
    (7, 18, a.draft_support),
    *ISSUED,
    (4, 9, a.rate),
    (8, 12, a.executed),
    (45, 50, a.lapse),
)
REJECTED = (*LOOKED, (10, 20, a.draft), (1, 2, a.rework), (1, 3, a.draft_reject), *ISSUED)
DOUBTED = (*ANSWERED, (3, 8, a.say_unsolved), (1, 4, a.rate), *REVIEW, *OVER)
TO_THE_END = (*REJECTED, *REVIEW, *RECHECK)
LONGER = (
    *LOOKED,
    (28, 33, o.ask_longer),
    (1, 3, o.grant),
    (1, 3, o.announce),
    (12, 24, a.draft),
    *ISSUED,
    *OVER,
)
ASSIGNED = (
    *CLASSIFIED,
    (0.5, 2, a.assign_to_organ),
    (2, 9, a.accept),
    (3, 12, a.investigate),
    (10, 20, a.draft),
    *ISSUED,
    (1, 3, a.report_back),
    *OVER,
)
HEARD = (*LOOKED, (9, 12, a.hear), (0, 1, a.heard), (5, 10, a.draft), *ISSUED, *OVER)
LATE_NOTICE = (
    *SENT,
    (21, 24, o.recommend),
    (1, 4, a.accept),
    (2, 6, o.answer),
    (10, 20, a.investigate),
    (12, 20, a.draft),
    *ISSUED,
    *OVER,
)
LATE_OPINION = (
    *LOOKED,
    (3, 6, o.take_charge),
    (62, 66, o.measure),
    (4, 10, a.draft),
    *ISSUED,
    (1, 3, o.go_on),
    (3, 9, a.rate),
    *OVER,
)
SUGGESTED = (*TAKEN, (8, 30, a.reply))
ACCUSED = (*CLASSIFIED, (0.5, 4, a.transfer_discipline))
GUIDED = (*CLASSIFIED, (0.5, 4, a.guide))
REFUSED = (*CLASSIFIED, (1, 4, a.refuse), (0.3, 2, a.confirm_refusal))
AWAY = (*CLASSIFIED, (1, 4, a.send_out))
OBJECTED = (*SENT, (0.5, 2, a.object_), (0.5, 2, a.overrule), (1, 6, a.accept), *ANSWERED[len(TAKEN) :])
SENT_ANEW = (*SENT, (0.5, 2, a.object_), (0.5, 2, a.sustain), (0.3, 1, a.route), *ANSWERED[len(SENT) :])
WITHDRAWN = (*TAKEN, (3, 20, a.withdraw))
SETTLED = (*LOOKED, (5, 20, a.mediate))
REPEATED = (*CLASSIFIED, (0.1, 0.5, a.mark_repeat), (0.3, 2, a.route), *ANSWERED[len(SENT) :], *OVER)
MERGED = ((0, 0, a.register), (0.2, 1, a.merge))
URGENT = (*CLASSIFIED, (0.05, 0.1, a.urge), (0.1, 0.4, a.route), *ANSWERED[len(SENT) :], *OVER)

# How many petitions before it the one stands that this repeats, or goes along with.
BEFORE: dict[tuple[Step, ...], int] = {REPEATED: 17, MERGED: 1}

# Each way once or twice.
ALL: tuple[tuple[Step, ...], ...] = (
    PLAIN,
    SUGGESTED,
    DOUBTED,
    TO_THE_END,
    SUPPORTED,
    GUIDED,
    PLAIN_AND_SILENT,
    MERGED,
    LATE_NOTICE,
    SUPPORTED,
    ACCUSED,
    LONGER,
    REFUSED,
    REPEATED,
    ASSIGNED,
    SUGGESTED,
    OBJECTED,
    HEARD,
    SETTLED,
    LATE_OPINION,
    SENT_ANEW,
    AWAY,
    URGENT,
    WITHDRAWN,
)
# Most petitions are short: sent on, guided elsewhere, answered at once.
SHORT: tuple[tuple[Step, ...], ...] = (
    *(SUGGESTED, GUIDED, AWAY, SUGGESTED, SETTLED, MERGED, GUIDED, REFUSED),
    *(SUGGESTED, GUIDED, AWAY, ACCUSED, SUGGESTED, GUIDED, WITHDRAWN, MERGED),
    *(GUIDED, SUGGESTED, AWAY, REFUSED, SETTLED, ACCUSED, GUIDED, SUGGESTED),
)
# Each brings a few hundred acts of the services, so the demo's start knows how many long ones there are.
YEAR: tuple[tuple[Step, ...], ...] = (*SHORT, *ALL, *SHORT, *SHORT, *ALL)
