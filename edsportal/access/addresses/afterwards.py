"""Reports and objectives."""

from edsportal.access.addresses.kinds import AGREED, PUBLISHED, act_address, read_address
from stakeholders.permissions import Permission as P

AFTERWARDS = (
    read_address("reports:work_report", "preview and report", P.VIEW_RECONCILIATION),
    read_address("reports:progress", "how far the PDF is", P.VIEW_RECONCILIATION),
    read_address("reports:said", "published comments and what was done"),
    act_address("reports:answer_comment", "answering one", P.PLAN_ACTIONS, PUBLISHED),
    act_address("reports:form_answers", "words for the official form", P.PUBLISH),
    act_address("reports:publish", "publishing", P.PUBLISH, AGREED),
    act_address("reports:correct", "correcting", P.PUBLISH, PUBLISHED),
    act_address("reports:withdraw", "withdrawing a version", P.PUBLISH, PUBLISHED),
    act_address("reports:try_again", "making the PDF again", P.PUBLISH, PUBLISHED),
    read_address("objectives:plan", "objectives and actions"),
    act_address("objectives:add_objective", "adding an objective", P.PLAN_ACTIONS),
    act_address("objectives:add_action", "adding an action", P.PLAN_ACTIONS),
    act_address("objectives:action_done", "marking it done", P.PLAN_ACTIONS),
)
