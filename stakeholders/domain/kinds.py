"""The kinds of local interest: who a view is given for, and so what it may grade."""

from enum import StrEnum


class LocalInterestKind(StrEnum):
    """One kind per local interest; an edition says which kinds grade which goal.

    Source: docs/glossary.md ("Local interest"). The values are written in edition files
    and interchange files, so they never change once used.
    """

    HEALTHWATCH = "healthwatch"
    PATIENT_GROUP = "patient_group"
    COMMUNITY_GROUP = "community_group"
    PUBLIC = "public"
    GOVERNORS = "governors"
    COUNCIL = "council"
    TRADE_UNION = "trade_union"
    STAFF_NETWORK = "staff_network"
    STAFF = "staff"
    INDEPENDENT_EVALUATOR = "independent_evaluator"
    PEER_REVIEWER = "peer_reviewer"
