from django.db import models
from django.utils.translation import gettext_lazy as _

from grading.models import Assessment

LONGEST_LINE = 200


class FormAnswers(models.Model):
    """What the official form of an edition asks and the portal cannot know.

    Publishing freezes it into the snapshot, where each field keeps its name
    (`reports.domain.snapshot.FormPart`). Which of them a form asks is in `official_forms`.
    """

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="form_answers"
    )
    board_lead = models.CharField(_("board sponsor or lead"), max_length=LONGEST_LINE, blank=True)
    eds_lead = models.CharField(_("EDS lead"), max_length=LONGEST_LINE, blank=True)
    care_system = models.CharField(_("integrated care system"), max_length=LONGEST_LINE, blank=True)
    partners = models.CharField(_("partner organisations"), max_length=LONGEST_LINE, blank=True)
    engagement_dates = models.CharField(
        _("dates of engagement"), max_length=LONGEST_LINE, blank=True
    )
    next_grading = models.CharField(_("when grading is next"), max_length=LONGEST_LINE, blank=True)

    def __str__(self) -> str:
        return str(self.assessment)
