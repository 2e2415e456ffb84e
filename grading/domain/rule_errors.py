"""Input that no rule can be applied to. Each error names the value that is wrong.

These are faults of the caller or of an imported file, never of a grader: pages offer
only answers that exist. `value` is what a message to a person should quote.
"""


class RuleError(ValueError):
    """Base of the family; `value` is the culprit, `says` the reason with a place for it."""

    says = "“{value}” cannot be used here."

    def __init__(self, value: str) -> None:
        super().__init__(self.says.format(value=value))
        self.value = value


class UnknownAnswer(RuleError):
    """Neither a grade of the edition nor one of the two other answers."""

    says = "“{value}” is not a grade of this edition or another answer that can be given."


class UnknownLocalInterest(RuleError):
    """An answer, or a place at a meeting, for a local interest nobody listed."""

    says = "“{value}” is not one of the local interests of this assessment."


class RepeatedLocalInterest(RuleError):
    """Two local interests share a key, so their answers could not be told apart."""

    says = "The local interest “{value}” is listed twice."


class RepeatedAnswer(RuleError):
    """One person answered twice for the same local interest and outcome."""

    says = "There are two answers from “{value}”."


class RepeatedAgreedAnswer(RuleError):
    """A group handed in two agreed answers for the same outcome."""

    says = "The local interest “{value}” handed in two agreed answers."


class QuorumTooSmall(RuleError):
    """A quorum below one would let a grade stand that nobody gave."""

    says = "A quorum of {value} is too small. Use 1 or more."


class NoServicesRequired(RuleError):
    """The middle of the services was asked for where the edition has no services."""

    says = "This edition asks for {value} services, so there is no middle one."


class GradeWithoutScore(RuleError):
    """The edition adds up scores but gives this grade none."""

    says = "The grade “{value}” has no score, so no total can be made."


class NoBand(RuleError):
    """A number that none of the edition's bands covers."""

    says = "The number {value} is in none of the bands."


class NegativeCount(RuleError):
    """A count of people below nought."""

    says = "{value} is not a count."
