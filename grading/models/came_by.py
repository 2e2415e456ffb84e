from django.db import models
from django.utils.translation import gettext_lazy as _


class CameBy(models.TextChoices):
    """The way by which answers came in. The report tells how many people came which way."""

    LINK = "link", _("By their own link")
    SHARED_LINK = "shared_link", _("By a shared link")
    WORKSHOP = "workshop", _("In a workshop")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By telephone")
    FILE = "file", _("From a file")


# Somebody else typed these in. Whoever gave them has no link, so cannot come in.
WRITTEN_DOWN = (CameBy.PAPER, CameBy.PHONE)
# These came in by themselves, and can again.
BY_THEMSELVES = (CameBy.LINK, CameBy.SHARED_LINK, CameBy.WORKSHOP)
