"""Reasons why somebody may not take up a role, asked of every app that knows one.

Grading knows who grades an organisation, and sits above this app; it registers its rule
when it starts (`grading.apps`).
"""

from collections.abc import Callable

from edsportal.common.errors import InvalidInput, Problem
from stakeholders.models import Organisation
from stakeholders.selectors.local_interest import BARRED_ROLES

Rule = Callable[[Organisation, str], str]
_rules: list[Rule] = []


def asks_before_joining(rule: Rule) -> Rule:
    """Register ``rule``: for an organisation and an address, why its owner may not join, or ""."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def require_may_join(*, organisation: Organisation, email: str, role: str) -> None:
    """Raise `InvalidInput` when the person of this address may not take up ``role``.

    Source: docs/scoring.md, "Who is heard": nobody grades an organisation they work for.
    Commissioner readers only read, so nothing keeps a grader from that.
    """
    if role not in BARRED_ROLES:
        return
    reasons = [reason for rule in _rules if (reason := rule(organisation, email))]
    if reasons:
        raise InvalidInput([Problem("email", reason, "") for reason in reasons])
