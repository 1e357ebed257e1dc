"""Custody of the tables that libraries bring. Django's sign-in reads some before it knows who asks."""

from security.custody import (
    ACTOR,
    APPEND,
    Custody,
    Export,
    Scope,
    for_good,
    not_recorded,
    of_roles,
    open_to_all,
)

NOT_OURS = not_recorded("内容由框架管理，不是业务数据")
KEPT = for_good("框架自用")


def framework(reason: str) -> Custody:
    return Custody(open_to_all(reason), KEPT, NOT_OURS, Export.NEVER)


BORROWED = {
    "django_session": framework("登录之前就要读；内容有签名，里面没有业务数据"),
    "django_content_type": framework("模型的名字"),
    "auth_permission": framework("权限的名字；权限本身只由岗位决定"),
    "auth_group": framework("不用组，空表"),
    "auth_group_permissions": framework("不用组，空表"),
    "guardian_userobjectpermission": framework("授权在 casework_grant，这里是空表"),
    "guardian_groupobjectpermission": framework("不用组，空表"),
    "django_admin_log": Custody(
        Scope(f"{of_roles('security_admin', 'audit_admin').rows} OR user_id = {ACTOR}"),
        *(KEPT, NOT_OURS, Export.NEVER),
        rights=APPEND,
    ),
}
