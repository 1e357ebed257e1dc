"""A petition office, the organs behind it, and its people before the screen, for browser tests."""

import re

from accounts.models import Role
from areas.models import Area
from petitions.dictionaries import CATEGORY_HELP, PATH_HELP, PROOFS, Category, DeliveryWay, Path
from tests.browser.conftest import somebody
from tests.browser.mediating import Desk
from tests.factories import UnitFactory
from tests.petitions.conftest import Line

NUMBER = re.compile(r"/petitions/\d{6}-\d+/$")
CLAIM = f"{Category.CLAIM.label}：{CATEGORY_HELP[Category.CLAIM]}"
BY_PETITION = f"{Path.P6.label}：{PATH_HELP[Path.P6]}"
SIGNED = f"{DeliveryWay.SIGNED.label}（{PROOFS[DeliveryWay.SIGNED]}）"
BUREAU = "海盐县交通运输局"


def line_of_petition():
    """The way of a petition of 中钱村: the office, a bureau, the government above, the city above that."""
    county = Area.objects.get(name="海盐县")
    higher = UnitFactory(area=county, name="嘉兴市人民政府")
    government = UnitFactory(area=county, name="海盐县人民政府", parent=higher)
    bureau = UnitFactory(area=county, name=BUREAU, parent=government)
    office = UnitFactory(area=county, name="海盐县信访局", parent=government)

    def hands(unit, name):
        return tuple(
            somebody(f"{name}{end}", role=Role.COMPETENT_ORG, unit=unit, leads=leads)
            for end, leads in (("ban", False), ("zhang", True))
        )

    official, head = hands(bureau, "ju")
    made = {
        "clerk": somebody("xinfang", role=Role.XF_OFFICE, unit=office),
        "official": official,
        "head": head,
        "above": hands(government, "fu"),
        "top": hands(higher, "shi"),
    }
    units = {"bureau": bureau, "government": government, "higher": higher}
    return Line(Area.objects.get(name="中钱村"), units, made)


class PetitionDesk(Desk):
    """One window; `home` is the page of the petition in hand."""

    def register(self, answers, name):
        """From the list to the page of a new petition."""
        self.page.goto("/petitions/")
        self.page.get_by_role("link", name="登记信访件").click()
        for question, said in answers.items():
            self.answer(question, said)
        party = self.page.locator("fieldset.party").first
        self.answer("姓名或单位名称", name, party)
        self.page.get_by_role("button", name="登记", exact=True).click()
        self.arrive(NUMBER)
        self.home = self.page.url

    def take_up(self, words):
        """From the to-do list to the page of the petition of these words."""
        self.page.locator(".row-body", has_text=words).click()
        self.arrive(NUMBER)
        self.home = self.page.url
