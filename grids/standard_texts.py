"""The standard texts that a county starts with. Residents read them: plain, kind, no word of ours inside."""

from casework.models import StandardText

Step = StandardText.Step

# (step, category, title) -> text. The category is one of grids/catalogue.py; blank is all.
TEXTS = {
    (Step.HANDLE, "", "已到现场"): "工作人员已经到现场看过，正在想办法解决。",
    (Step.HANDLE, "", "等材料"): "需要的材料已经去买，到了就来办。",
    (Step.HANDLE, "101", "约好时间"): "已经和双方约好时间，坐下来谈。",
    (Step.HANDLE, "104", "已安排清理"): "已经安排人来清理。",
    (Step.FINISH, "", "已解决"): "问题已经解决，工作人员在现场看过了。",
    (Step.FINISH, "101", "谈好了"): "双方谈好了，都同意这样办。",
    (Step.FINISH, "104", "已清走"): "已经清理干净，会多来看看。",
    (Step.CLOSE, "", "办好了"): "您反映的事办好了。还有问题，请再告诉我们。",
    (Step.CLOSE, "", "说明情况"): "已经把能办的办了，办不了的原因也向您说明了。",
    (Step.DECLINE, "", "归别的部门"): "这件事要找（单位）办，电话（号码），地址（地方）。",
    (Step.DECLINE, "", "走法律程序"): "这件事要通过法院或仲裁解决，可以到司法所问怎么办，不收费。",
    (Step.POSTPONE, "", "等天气"): "要等天气好转才能动工。",
    (Step.POSTPONE, "", "等上级"): "需要的钱或手续正在等上级批。",
}


def load_standard_texts() -> int:
    """Give them to a county that has none; what it wrote or took out stays as it is. How many were added."""
    if StandardText.objects.exists():
        return 0
    return len(
        StandardText.objects.bulk_create(
            StandardText(step=step, category=category, title=title, text=text, place=place)
            for place, ((step, category, title), text) in enumerate(TEXTS.items(), 1)
        )
    )
