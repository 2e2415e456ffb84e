"""The worked example and the list of laws in docs/scoring.md are true."""

import re
from pathlib import Path

from grading.domain.answers import LocalAnswer, LocalInterest
from grading.domain.reconciliation import Basis, Reconciliation, Settings, reconcile
from grading.presenters.working import working_sentences
from stakeholders.domain.kinds import LocalInterestKind as Kind
from tests.grading.domain.reconciliation_cases import SCALE, SHORT
from tests.grading.domain.test_reconciliation_laws import LAWS

PAGE = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text(encoding="utf-8")
NAMES = {
    "network": ("Staff network", Kind.STAFF_NETWORK, "DA-"),
    "union": ("Staff side", Kind.TRADE_UNION, "D"),
    "staff1": ("A staff group", Kind.STAFF, "E"),
    "staff2": ("Another staff group", Kind.STAFF, "?"),
    "hw": ("Healthwatch", Kind.HEALTHWATCH, "A"),
}


def worked_example() -> Reconciliation:
    return reconcile(
        scale=SCALE,
        entitled_kinds=frozenset({Kind.TRADE_UNION, Kind.STAFF_NETWORK, Kind.STAFF}),
        organisation_grade="excelling",
        local_interests=[LocalInterest(key, name, kind) for key, (name, kind, _) in NAMES.items()],
        answers=[
            LocalAnswer(key, f"{key}{n}", SHORT[letter])
            for key, (_, _, said) in NAMES.items()
            for n, letter in enumerate(said)
        ],
        settings=Settings(quorum=2),
    )


def test_the_page_tells_what_the_rules_give() -> None:
    got = worked_example()
    assert (got.grade, got.basis) == ("developing", Basis.LOCAL_VIEW_PREVAILS)
    assert {d.local_interest.key: d.distance for d in got.dissent} == {"staff1": 2, "staff2": None}
    assert got.pivotal == ()
    told = working_sentences(
        got,
        edition_labels={key: key.title() for key in SCALE.keys},
        interest_names={key: name for key, (name, _, _) in NAMES.items()},
    )
    assert re.findall(r"^> (.*)$", PAGE, re.MULTILINE) == told


def test_the_page_lists_every_law_and_no_other() -> None:
    listed = re.findall(r"^\| .* \| `(\w+)` \|$", PAGE.split("## Laws")[1], re.MULTILINE)
    assert listed == [law.__name__ for law in LAWS]


def test_every_source_is_named_and_used() -> None:
    body, sources = PAGE.split("## Sources")
    assert set(re.findall(r"\[S\d+\]", body)) == set(re.findall(r"\[S\d+\]", sources))
