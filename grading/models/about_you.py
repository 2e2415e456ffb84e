from django.db import models
from django.utils.translation import gettext_lazy as _

from grading.models.assessment import Assessment


class AboutYouCount(models.Model):
    """How many graders of one assessment gave one answer to one question about themselves.

    There is no row for a person: an answer adds one to a number and is gone. So nothing
    here leads to a grader, a group, a grade or a time, nor from one question's answer to
    another's. The question "" counts the people who answered anything.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="about_you_counts"
    )
    question = models.CharField(_("question"), max_length=30, blank=True)
    answer = models.CharField(_("answer"), max_length=30, blank=True)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "question", "answer"], name="about_you_count_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
