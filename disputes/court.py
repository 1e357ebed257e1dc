"""What a court does with an agreement (domain.md 2.4): to confirm it, or to order that it be paid. Pure."""

from django.db import models


class CourtWay(models.TextChoices):
    """What the court was asked for (MD-30, MD-37)."""

    CONFIRMATION = "confirmation", "司法确认"
    ORDER = "order", "支付令"


class CourtGround(models.TextChoices):
    """Why it is this court's (MD-31)."""

    INVITED = "invited", "它邀请调解的"
    DOMICILE = "domicile", "当事人住所地的基层法院"
    OBJECT = "object", "标的物所在地的基层法院"
    BODY = "body", "调委会所在地的基层法院"
    INTERMEDIATE = "intermediate", "依级别管辖归中级法院"


class Material(models.TextChoices):
    """What one brings (MD-35)."""

    APPLICATION = "application", "申请书（口头申请的，法院记入笔录）"
    AGREEMENT = "agreement", "调解协议"
    PROOF = "proof", "调委会主持调解的证明"
    IDENTITY = "identity", "双方的身份证明和联系方式"
    TITLE = "title", "财产权利证明（和财产有关的才要）"


def misplaced(ground: str, *, from_court: bool) -> str:
    """Why the agreement is not for that court to confirm, or nothing (MD-31)."""
    if from_court and ground != CourtGround.INVITED:
        return "这件是法院委托来调解的，向委托的那个法院申请（民事诉讼法 205）。选“它邀请调解的”。"
    if not from_court and ground == CourtGround.INVITED:
        return "这件不是法院委托来的。选当事人住所地、标的物所在地或者调委会所在地的法院。"
    return ""


NEEDED = frozenset(Material) - {Material.TITLE}


class CourtRefusal(models.TextChoices):
    """Why a court did not take the application (MD-33)."""

    SCOPE = "scope", "不属于法院受理范围"
    WRONG_COURT = "wrong_court", "不归收到申请的法院管辖"
    IDENTITY = "identity", "确认身份关系（婚姻、亲子、收养）"
    SPECIAL = "special", "适用其他特别程序等"
    TITLE = "title", "涉及物权、知识产权确权"
    OTHER = "other", "其他"


class Ruling(models.TextChoices):
    """How it ended (MD-32, MD-37)."""

    VALID = "valid", "裁定有效"
    REJECTED = "rejected", "裁定驳回"
    ISSUED = "issued", "发出支付令"
    LAPSED = "lapsed", "支付令失效（对方提了异议）"


RULINGS: dict[str, tuple[str, ...]] = {
    CourtWay.CONFIRMATION: (Ruling.VALID, Ruling.REJECTED),
    CourtWay.ORDER: (Ruling.ISSUED, Ruling.REJECTED, Ruling.LAPSED),
}


class Rejection(models.TextChoices):
    """Why the application was rejected (MD-34)."""

    MANDATORY_LAW = "mandatory_law", "违反法律强制性规定"
    HARM = "harm", "损害国家、社会公共利益或他人合法权益"
    MORALS = "morals", "违背公序良俗"
    UNWILLING = "unwilling", "违反自愿原则"
    UNCLEAR = "unclear", "内容不明确"
    OTHER = "other", "其他不能确认的情形"


# What follows, in words (MD-32, MD-37).
FOLLOWS: dict[str, str] = {
    Ruling.VALID: "对方不履行的，可以直接申请法院强制执行。",
    Ruling.REJECTED: "可以“回到调解”变更协议，或者向法院起诉。",
    Ruling.ISSUED: "对方收到后 15 日内不提异议又不履行的，可以申请强制执行。",
    Ruling.LAPSED: "支付令失效，可以向法院起诉。",
}
