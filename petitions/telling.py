"""At which steps of a petition the petitioner is told, and in which words (ux.md 7.3, XF-70).

Every date that XF-70 opens is told without asking. What is in the petition, who has it and why stands on no
phone that anybody may pick up: it opens by the code (P7). Of an extension casework tells the new day.
"""

LOOK = "用查询码看进度"

TELLS = {
    "register": "received",
    "route": "progress",
    "decide_competence": "progress",
    "send_out": "progress",
    "transfer_discipline": "progress",
    "accept": "accepted",
    "guide": "declined",
    "confirm_refusal": "declined",
    "confirm_decline": "declined",
    "mediate": "answered",
    "reply": "answered",
    "issue": "answered",
    "apply_review": "progress",
    "review_issue": "answered",
    "apply_recheck": "progress",
    "recheck_issue": "answered",
}

FORWARDED = f"已经转给有权处理的机关。{LOOK}。"
REFUSED = f"有一份告知书给您，写着为什么、该找哪里。{LOOK}。"

# What stands after the number. No word of what it is about, nor of who has it.
SENTENCES = {
    "register": "已经登记，有进展再告诉您。查询码在回执上，没有的请找登记的窗口打印。",
    "route": FORWARDED,
    "decide_competence": FORWARDED,
    "send_out": FORWARDED,
    "transfer_discipline": FORWARDED,
    "accept": f"已经受理。最晚哪天答复，{LOOK}。",
    "guide": f"要走别的程序。找哪里、什么期限，{LOOK}。",
    "confirm_refusal": REFUSED,
    "confirm_decline": REFUSED,
    "mediate": f"双方谈好了，已经结束。{LOOK}。",
    "reply": f"有答复了。{LOOK}。",
    "issue": f"处理意见书出来了，会送给您，也可以{LOOK}时收下。",
    "apply_review": f"收到了您的复查申请。最晚哪天答复，{LOOK}。",
    "review_issue": f"复查意见书出来了，会送给您，也可以{LOOK}时收下。",
    "apply_recheck": f"收到了您的复核申请。最晚哪天答复，{LOOK}。",
    "recheck_issue": f"复核意见书出来了，会送给您，也可以{LOOK}时收下。",
}


def sentence(move: str, number: str) -> str:
    """What the petitioner reads on the phone when this step was made."""
    return f"您的信访件（编号 {number}）{SENTENCES[move]}"
