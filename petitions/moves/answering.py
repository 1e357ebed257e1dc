"""From the opinion's delivery on: reviewed, rechecked, done, ended (XF-54 to XF-56)."""

from casework.workflow import Move
from petitions import guards as g
from petitions.limits import (
    EXECUTE,
    FEEDBACK,
    HANDLERS,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    REVIEW_APPLY,
    REVIEW_DECIDE,
    limit_of,
    limit_of_execution,
)
from petitions.moves.making import ANSWERED, OFFICE, S, at, by_office, by_unit


def stage(prefix: str, label: str, source: str, limit: str, **apply: object) -> list[Move]:
    """The steps of a review or recheck: drafted by one hand, approved by a head's, handed over (XF-54)."""
    drafted, answered, delivered = (S(f"{prefix}_{name}") for name in ("drafted", "answered", "delivered"))
    return [
        by_unit(f"{prefix}_draft", f"拟{label}意见", at(source), drafted, turn=HANDLERS, main=True),
        by_unit(
            f"{prefix}_issue",
            f"批准{label}意见",
            at(drafted),
            answered,
            turn=HANDLERS,
            main=True,
            needs=(g.head_of_another_hand,),
            meets=(limit,),
            drops=(EXECUTE,),
            starts=(limit_of_execution,),
        ),
        by_unit(f"{prefix}_rework", f"退回重拟{label}意见", at(drafted), source, needs=(g.is_head,)),
        by_unit(
            f"{prefix}_deliver",
            f"送达{label}意见书",
            at(answered),
            delivered,
            itself=True,
            also=OFFICE,
            turn=HANDLERS,
            main=True,
            **apply,
        ),
    ]


ANSWERING_MOVES: list[Move] = [
    by_unit(
        "deliver",
        "送达处理意见书",
        at(S.ANSWERED),
        S.DELIVERED,
        itself=True,
        also=OFFICE,
        turn=HANDLERS,
        main=True,
        starts=(limit_of(REVIEW_APPLY),),
    ),
    by_office(
        "apply_review",
        "收到复查申请",
        at(S.DELIVERED),
        S.REVIEWING,
        itself=True,
        needs=(g.not_recused, g.somebody_is_above),
        meets=(REVIEW_APPLY,),
        starts=(limit_of(REVIEW_DECIDE),),
    ),
    *stage("review", "复查", S.REVIEWING, REVIEW_DECIDE, starts=(limit_of(RECHECK_APPLY),)),
    by_office(
        "apply_recheck",
        "收到复核申请",
        at(S.REVIEW_DELIVERED),
        S.RECHECKING,
        itself=True,
        needs=(g.not_recused, g.somebody_is_above),
        meets=(RECHECK_APPLY,),
        starts=(limit_of(RECHECK_DECIDE),),
    ),
    *stage("recheck", "复核", S.RECHECKING, RECHECK_DECIDE),
    by_unit("recheck_hear", "举行复核听证", at(S.RECHECKING), S.RECHECK_HEARING),
    by_unit(
        "recheck_heard",
        "复核听证结束",
        at(S.RECHECK_HEARING),
        S.RECHECKING,
        turn=HANDLERS,
        main=True,
    ),
    by_office(
        "lapse",
        "期满终结",
        at(S.DELIVERED, S.REVIEW_DELIVERED),
        S.LAPSED,
        turn=OFFICE,
        main=True,
        itself=True,
        needs=(g.citizens_days_are_over, g.nothing_is_left_to_do),
        drops=(REVIEW_APPLY, RECHECK_APPLY),
    ),
    by_unit(
        "conclude",
        "终结",
        at(S.RECHECK_DELIVERED),
        S.FINAL,
        also=OFFICE,
        turn=HANDLERS,
        main=True,
        needs=(g.nothing_is_left_to_do,),
        drops=(FEEDBACK,),
    ),
    by_unit(
        "executed",
        "记落实情况",
        ANSWERED,
        "",
        also=OFFICE,
        needs=(g.something_is_left_to_do,),
        meets=(EXECUTE,),
    ),
]
