"""Which kinds of local interest grade each goal that the edition leaves to every kind."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from edsportal.common.forms import MultipleChoiceField, SeenForm
from grading.domain.edition import Goal
from stakeholders.models import LocalInterest


class NarrowingForm(SeenForm):
    """One question for each goal: which kinds grade it."""

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[self.name_of(goal.key)] = MultipleChoiceField(
                label=_("Who grades %(key)s, %(goal)s?") % {"key": goal.key, "goal": goal.label},
                missing=_("Tick at least one kind of group"),
                choices=LocalInterest.Kind.choices,
            )

    @staticmethod
    def name_of(key: str) -> str:
        """The field of one goal."""
        return f"goal_{key}"

    def chosen(self) -> dict[str, list[str]]:
        """The kinds ticked, by goal's key."""
        return {goal.key: self.cleaned_data[self.name_of(goal.key)] for goal in self.goals}
