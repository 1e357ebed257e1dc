"""A mediator before the screen: finds the step on the dispute's page, answers what it asks, presses it."""

import re
from datetime import timedelta

from security import clock

NUMBER = re.compile(r"/disputes/\d{6}-\d+/$")
UNTIED = "调解员说明过：和双方没有亲属或其他利害关系"
TOLD = "双方都看过权利义务告知书，签了字"
IDENTIFIED = "双方的身份证明核对过，复印件放进卷宗"
SIGNATURES = ("双方当事人签字", "调解员签字", "调委会盖章")


def day(later=0):
    """So many days from today, as a date field takes it."""
    return f"{clock.today() + timedelta(days=later)}"


def called(question):
    """The label of a field, whether or not it says that it may be left empty."""
    return re.compile(rf"^{re.escape(question)}(（可不[填选]）)?$")


class Desk:
    """One window; `home` is the page of the dispute in hand."""

    def __init__(self, page, home=""):
        self.page, self.home = page, home

    def answer(self, question, said, scope=None):
        """Tick (True), choose (several where it is a tuple), or write."""
        scope = scope or self.page.locator("main")
        if said is True:
            scope.get_by_label(called(question)).check()
            return
        group = scope.get_by_role("group", name=called(question))
        if group.count():
            for one in said if isinstance(said, tuple) else (said,):
                group.get_by_text(one, exact=True).click()
            return
        control = scope.get_by_label(called(question))
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(label=said)
        else:
            control.fill(said)

    def register(self, facts, kind, *people, more=None):
        """From the list to the page of a new dispute. People are (name, side) or a name."""
        self.page.goto("/disputes/")
        self.page.get_by_role("link", name="登记纠纷").click()
        self.write_down(facts, kind, *people, more=more)

    def write_down(self, facts, kind, *people, more=None):
        """Fill in the form of a new dispute, and come to its page."""
        self.answer("纠纷事实", facts)
        self.answer("纠纷类型", kind)
        for place, (name, side) in enumerate(people, start=1):
            if place == 3:
                self.page.get_by_text("还有别的当事人").click()
            party = self.page.get_by_role("group", name=f"当事人 {place}")
            self.answer("姓名或单位名称", name, party)
            self.answer("哪一方", side, party)
        if more:
            self.page.get_by_text("更多（金额、人数、来源、综治分类）").click()
        for question, said in (more or {}).items():
            self.answer(question, said)
        self.page.get_by_role("button", name="登记", exact=True).click()
        self.arrive(NUMBER)
        self.home = self.page.url

    def open(self, label):
        """From the dispute's page to the form of this step."""
        actions = self.page.locator(".actions")
        link = actions.get_by_role("link", name=label, exact=True)
        if not link.count():
            actions.locator("summary").click()
        link.click()
        self.arrive(f"{self.home}*/")

    def take_up(self, words):
        """From the to-do list to the page of the dispute of these words."""
        self.page.locator(".row-body", has_text=words).click()
        self.arrive(NUMBER)
        self.home = self.page.url

    def step(self, label, answers=None, to=""):
        """Open this step, answer, press; back on the dispute's page, or where else it leads."""
        self.open(label)
        for question, said in (answers or {}).items():
            self.answer(question, said)
        self.press(label)
        self.arrive(to or self.home)

    def arrive(self, where):
        """On the page, with its scripts run; its pictures may come while the next thing is done."""
        self.page.wait_for_url(where, wait_until="domcontentloaded")

    def press(self, label):
        self.page.get_by_role("button", name=label, exact=True).click()

    def says(self, *words):
        """Is all of it on the page, to be read?"""
        main = self.page.locator("main").inner_text()
        for one in words:
            assert one in main, one

    def begin(self, notes):
        """Taken, both told, and at the table for the first time."""
        self.step("受理", {UNTIED: True})
        self.step("权利义务告知", {TOLD: True, IDENTIFIED: True})
        self.step("记一次调解", {"笔录": notes})

    def agree(self, duties, *items, form="书面调解协议书"):
        """Items are (what, how, how much or "", in how many days)."""
        answers = {"形式": form, "各方责任": duties}
        for place, (what, how, much, days) in enumerate(items, start=1):
            name = f"履行事项 {place}"
            answers |= {name: what, f"{name}：怎样履行": how, f"{name}：哪天以前": day(days)}
            answers |= {f"{name}：金额（元）": much} if much else {}
        self.open("达成协议")
        for place in range(2, len(items) + 1):
            part = self.page.locator("details", has_text=f"履行事项 {place}").first
            if part.get_attribute("open") is None:
                part.locator("summary").click()
        for question, said in answers.items():
            self.answer(question, said)
        self.press("达成协议")
        self.page.wait_for_url(self.home)

    def sign(self):
        """All sign today, and it is in effect."""
        self.step("记签字", dict.fromkeys(SIGNATURES, day()))
        self.step("签字生效")

    def put_away(self, asked):
        """All is done and asked after; the file is put away."""
        self.step("已履行")
        satisfied = dict.fromkeys(("申请人满意吗", "被申请人满意吗"), "满意")
        self.step("回访", {"履行情况": "已履行", **satisfied, "回访记录": asked})
        self.step("立卷")
        self.says("已立卷", "必备的都有了")
