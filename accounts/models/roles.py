"""What somebody may be in a unit, or for the platform itself."""

from django.db import models


class Role(models.TextChoices):
    """What somebody does in a unit (domain.md 0.3, with mediators and the residents' window)."""

    LEADING_GROUP = "leading_group", "领导小组"
    OFFICE = "office", "领导小组办公室"
    MEMBER_UNIT = "member_unit", "成员单位"
    TOWN = "town", "镇街分派员"
    VILLAGE = "village", "村（社区）"
    GRID = "grid", "网格员"
    CENTER = "center", "综治中心"
    XF_OFFICE = "xf_office", "信访部门"
    COMPETENT_ORG = "competent_org", "承办单位经办人"
    XF_JOINT = "xf_joint", "信访联席会议"
    DISCIPLINE = "discipline", "纪检监察机关"
    ORGDEPT = "orgdept", "组织人事部门"
    JUDICIAL = "judicial", "政法部门"
    MEDIATOR = "mediator", "调解员"
    WINDOW = "window", "群众服务窗口"
    KEEPER = "keeper", "涉密涉隐私事项保管人"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


# These roles reach every matter in their duty's area; the others, only what their unit handles.
OVERSEERS = frozenset(
    {Role.LEADING_GROUP, Role.OFFICE, Role.TOWN, Role.VILLAGE, Role.GRID, Role.CENTER, Role.WINDOW}
)

# A petition is for those who deal with petitions: who complains of what no other overseer need know (XF-61).
PETITION = "petition"
PETITION_OVERSEERS = frozenset({Role.XF_OFFICE, Role.XF_JOINT, Role.LEADING_GROUP, Role.OFFICE})

# They alone know of a petitioner who asks to be hidden from whoever handles the petition.
UNVEILERS = frozenset({Role.XF_OFFICE})


def oversees(role: str, kind: str) -> bool:
    """Does this role reach every matter of the kind in its duty's area?"""
    return role in (PETITION_OVERSEERS if kind == PETITION else OVERSEERS)


# These roles see things where they happen, and write them down.
LOGGERS = frozenset({Role.GRID, Role.VILLAGE, Role.TOWN, Role.WINDOW, Role.CENTER})

# These keep the platform itself, each a part, and take no part in the county's work (等保三级, 三员分立).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})

# Raised as a constraint of its own name. The lock lets two duties of one user come one after the other.
NOTHING_ELSE = f"""
PERFORM pg_advisory_xact_lock(hashtext('accounts_duty'), NEW.user_id::int);
administers := NEW.role IN ({", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS))});
IF EXISTS (
    SELECT FROM accounts_duty other WHERE other.user_id = NEW.user_id AND other.id <> NEW.id
    AND (administers OR other.role IN ({", ".join(f"'{role}'" for role in sorted(ADMINISTRATORS))}))
) THEN
    RAISE EXCEPTION 'administrators_do_nothing_else' USING
        ERRCODE = 'check_violation', CONSTRAINT = 'administrators_do_nothing_else', TABLE = 'accounts_duty';
END IF;
RETURN NULL;
"""
