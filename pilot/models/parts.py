"""What stands in a version of the leading group's list: posts, member units, what they answer for, 专项组."""

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Unit, User
from pilot.models.group import WHY_KEPT, WRITERS, GroupVersion
from security.custody import Custody, Export, Scope, for_good, recorded

# Raised as a constraint of its own name: a list that was adopted is changed by the next version alone.
ADOPTED_STAYS = """
IF EXISTS (
    SELECT FROM pilot_groupversion v
    WHERE v.id = COALESCE(NEW.version_id, OLD.version_id) AND v.adopted_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'adopted_list_stays' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'adopted_list_stays', TABLE = TG_TABLE_NAME;
END IF;
RETURN COALESCE(NEW, OLD);
"""


class Office(models.TextChoices):
    """What somebody is in the leading group (LG-01)."""

    HEAD = "head", "组长"
    FIRST_DEPUTY = "first_deputy", "常务副组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    DIRECTOR = "director", "办公室主任"
    DEPUTY_DIRECTOR = "deputy_director", "办公室副主任"


class PartOfList(models.Model):
    """What stands in one version of the list: seen and kept with it."""

    version = models.ForeignKey(GroupVersion, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="adopted_list_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ADOPTED_STAYS,
            )
        ]


def custody_of_part(*plain: str) -> Custody:
    """As the version that it stands in; written by the programme's people alone."""
    owner = "EXISTS (SELECT 1 FROM pilot_groupversion owner WHERE owner.id = version_id)"
    return Custody(
        Scope(owner, "", f"{owner} AND ({WRITERS})"),
        for_good(WHY_KEPT),
        recorded(*plain),
        Export.INTERNAL,
    )


class Post(PartOfList):
    """Who holds which post: a person with an account, or a name; and the post by which they are in it."""

    office = models.CharField("在领导小组里", max_length=16, choices=Office)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="人员")
    name = models.CharField("姓名", max_length=40, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    title = models.CharField("职务", max_length=60)

    custody = custody_of_part("office")

    class Meta(PartOfList.Meta):
        verbose_name = verbose_name_plural = "领导小组成员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_head_of_the_group",
                fields=["version"],
                condition=Q(office="head"),
                violation_error_message="组长只有一位。先去掉原来的，再加。",
            ),
            models.UniqueConstraint(
                name="one_director_of_the_office",
                fields=["version"],
                condition=Q(office="director"),
                violation_error_message="办公室主任只有一位。先去掉原来的，再加。",
            ),
            models.CheckConstraint(
                name="post_is_held_by_somebody",
                condition=(Q(user__isnull=False, name="") | Q(user=None) & ~Q(name="")) & ~Q(title=""),
                violation_error_message="选一个人员，或者写姓名，只要一样；职务要写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.who}（{self.title}）"

    @property
    def who(self) -> str:
        return self.name or str(self.user)


class MemberUnit(PartOfList):
    """成员单位: it has part in the programme as long as it stands in the list that holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = custody_of_part()

    class Meta(PartOfList.Meta):
        verbose_name = verbose_name_plural = "成员单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_unit_is_a_member_once",
                fields=["version", "unit"],
                violation_error_message="这个单位已经是成员单位。",
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)


class DutyItem(PartOfList):
    """One line of a member unit's 权责清单: what it answers for, and by which rule."""

    member = models.ForeignKey(
        MemberUnit, on_delete=models.CASCADE, related_name="duties", verbose_name="成员单位"
    )
    text = models.CharField("职责", max_length=300)
    basis = models.CharField("依据", max_length=120)

    custody = custody_of_part()

    class Meta(PartOfList.Meta):
        verbose_name = verbose_name_plural = "权责清单"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_says_what_and_why",
                condition=~Q(text="") & ~Q(basis=""),
                violation_error_message="写明职责和依据。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}（{self.basis}）"


class SpecialGroup(PartOfList):
    """专项组: some units under the lead of one, for one field of the work."""

    name = models.CharField("名称", max_length=60)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="牵头单位")

    custody = custody_of_part()

    class Meta(PartOfList.Meta):
        verbose_name = verbose_name_plural = "专项组"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="special_group_has_a_name_of_its_own",
                fields=["version", "name"],
                violation_error_message="已经有这个名称的专项组。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SpecialUnit(PartOfList):
    """A unit in a special group."""

    group = models.ForeignKey(SpecialGroup, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")

    custody = custody_of_part()

    class Meta(PartOfList.Meta):
        verbose_name = verbose_name_plural = "专项组的成员单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_unit_is_in_a_special_group_once", fields=["group", "unit"])
        ]

    def __str__(self) -> str:
        return str(self.unit)
