"""The county's own Word forms of papers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import Role, User
from security.custody import Custody, Export, for_good, open_to_all, recorded

KEEPERS = (Role.OFFICE, Role.SYSTEM_ADMIN)  # who may give a paper another form


class Template(models.Model):
    """A county's own Word form of a paper, one version. Without one in use the platform's serves."""

    paper = models.CharField("文书", max_length=20)
    version = models.PositiveSmallIntegerField("第几版")
    content = models.BinaryField("Word 文件")
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("校验码", max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="谁上传的")
    at = models.DateTimeField("什么时候", db_default=Now(), editable=False)
    used = models.BooleanField("在用", default=True)

    custody = Custody(
        open_to_all("空白的文书样式，没有谁的信息", *KEEPERS),
        for_good("用它出过文书"),
        recorded("paper", "sha256"),
        Export.PUBLIC,
        rights=("SELECT", "INSERT", "UPDATE"),
        stamped=("at",),
        fixed=("paper", "version", "content", "name", "sha256", "by_id"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "文书模板"
        ordering = ["paper", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="one_template_per_paper_and_version",
                fields=["paper", "version"],
                violation_error_message="别人刚传了这一份的新模板。看看还要不要换。",
            ),
            models.UniqueConstraint(
                name="one_template_of_a_paper_in_use",
                fields=["paper"],
                condition=Q(used=True),
                violation_error_message="这一份文书已经有在用的模板。",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.version} 版"
