"""四、口径说明: what each figure of the report means, on which standard it rests, and its version."""

from casework.figures import Figure, figures
from papers.document import Block, Heading, Paragraph, headed
from reports.composing.numbers import Numbers
from reports.composing.words import moment_words, paragraph, span_words


def definitions(numbers: Numbers) -> list[Block]:
    """How the numbers were counted, and every figure's definition."""
    spans = [span_words(span) for span in numbers.spans]
    counted = (
        f"本报告的数字是{moment_words(numbers.now)}从同一时刻的全部案件里一次数出的，各处一致；"
        "以后案件有变化，本报告的数字不变。"
    )
    compared = f"本期为{spans[0]}，环比的上季度为{spans[1]}，同比的上年同期为{spans[2]}。"
    shown = "占比以%表示，保留一位小数；占比的变化以百分点表示。件数少于5件不算占比，以“——”表示。"
    return [
        Heading(1, "口径说明"),
        paragraph(counted, compared, shown),
        *(defined(answer.figure) for answer in numbers.main.values()),
    ]


def defined(figure: Figure) -> Paragraph:
    """One figure: its name and unit, what it counts, what it is read with, the standard, the version."""
    counter = figures().get(figure.counter)
    beside = f"与{counter.name}对照。" if counter else ""
    basis = f"依据{figure.basis}，口径第{figure.version}版。"
    return paragraph(f"{headed(figure.name, figure.measure)}：{figure.definition}{beside}{basis}")
