from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LARGEST_CAP = 500


class SharedLink(models.Model):
    """One link and code for many people of a group, such as on a poster; both stored hashed.

    Whoever comes by it gets an invitation of their own (`Grader.joined_by`). Nobody new comes
    in once ``cap`` people have joined or it was closed; those who joined keep their way in.
    """

    participation = models.ForeignKey(
        "grading.Participation", on_delete=models.CASCADE, related_name="shared_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    cap = models.PositiveSmallIntegerField(_("how many people may join"))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("shared link")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                # Also what makes sending the form twice harmless.
                fields=["participation"],
                condition=Q(closed_at=None),
                name="shared_link_one_open",
            ),
            models.CheckConstraint(
                condition=Q(cap__gte=1) & Q(cap__lte=LARGEST_CAP), name="shared_link_cap"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="shared_link_closed_when_and_by",
            ),
        )

    def __str__(self) -> str:
        return str(self.participation)
