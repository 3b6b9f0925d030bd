"""Where pages stand, and under which address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The public address of a page is `<town>/pages/<its place in the tree>/`.
PAGES_PATH = "pages"
# Where editors work: the only place where Wagtail's screens are.
WORK_PATH = "/work/pages/"


class SectionKind(models.TextChoices):
    """The shelves of a town; each holds one kind of page. The value is its address as well."""

    NEWS = "news", _("お知らせ")
    COLUMNS = "columns", _("子育てコラム")
    REPORTS = "reports", _("市民レポート")
    AGES = "ages", _("年齢別の情報")
    KNOW = "know", _("知る・相談")
    GUIDEBOOK = "guidebook", _("ガイドブックの読みもの")


class ProposalKind(models.TextChoices):
    """What a member may propose without ever seeing the editors' screens."""

    COLUMN = "column", _("コラム")
    REPORT = "report", _("市民レポート")


class ProposalState(models.TextChoices):
    SENT = "sent", _("点検を待っています")
    TAKEN = "taken", _("ページになりました")
    DECLINED = "declined", _("見送りになりました")
