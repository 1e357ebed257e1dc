"""The words in which residents are told (ux.md 7.3): plain, to 您, naming nobody. Pure."""

from casework.models.tellings import Telling

Event = Telling.Event
ONCE = frozenset({Event.RECEIVED, Event.ACCEPTED})  # a second dispatch is no news to them
ASK = "可以问当地综治中心，说这个编号就行。"


def sentence(event: str, number: str, *, unit: str = "", until: str = "") -> str:
    """What the resident reads at this event. `until` is the day of the next answer, as "11月30日"."""
    what = f"您反映的事（编号 {number}）"
    return {
        Event.RECEIVED: f"{what}已收到，正在安排。有进展再告诉您。",
        Event.ACCEPTED: f"{what}正在{f'由{unit}' if unit else ''}办。办好了会告诉您。",
        Event.DECLINED: f"{what}不归我们办。为什么、该找哪里，{ASK}",
        Event.DELAYED: f"{what}暂时办不了，{f'{until}前' if until else '晚些时候'}再答复您。有疑问{ASK}",
        Event.ANSWERED: f"{what}办好了。要是还没解决，{ASK}",
    }[Event(event)]
