"""The library of evidence."""

from edsportal.access.addresses.kinds import PREPARING, act_address, read_address
from stakeholders.permissions import Permission as P

LIBRARY = (
    act_address(
        "grading:evidence_library",
        "evidence held, and groups for many items",
        P.ADD_EVIDENCE,
        reads=P.VIEW,
    ),
    read_address("grading:evidence_item", "one item over the years"),
    act_address("grading:add_to_library", "adding an item", P.ADD_EVIDENCE),
    act_address(
        "grading:change_in_library",
        "changing an item nobody was asked to grade by",
        P.ADD_EVIDENCE,
        PREPARING,
    ),
    act_address("grading:type_figures", "typing in figures", P.ADD_EVIDENCE),
    act_address("grading:retype_figures", "changing typed figures", P.ADD_EVIDENCE, PREPARING),
    act_address("grading:load_evidence", "adding many from a ZIP", P.ADD_EVIDENCE),
    read_address("grading:export_evidence", "all of it as a ZIP", P.ADD_EVIDENCE),
)
