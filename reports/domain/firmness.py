"""Whose voice alone an outcome's grade hangs on."""

from reports.domain.snapshot import OutcomePart


def deciding_voices(outcome: OutcomePart) -> list[str]:
    """Names of the local interests each of whom, left out everywhere, would change the grade.

    An outcome graded by services can stay as it is while the grade of one service moves.
    Reports from before that was worked out name those who decide any service.
    """
    if outcome["grade"] is None:
        return []
    if "pivotal" in outcome:
        return outcome["pivotal"]
    named = (name for part in outcome["parts"] if part["grade"] for name in part["pivotal"])
    return list(dict.fromkeys(named))
