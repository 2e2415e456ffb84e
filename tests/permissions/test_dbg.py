from edsportal.access.addresses import ADDRESSES
from edsportal.access.rules import *
from tests.permissions.places import *
from tests.permissions.walked_world import *
import pytest
from grading.domain.workflow import State
@pytest.mark.parametrize("state", list(State))
def test_dbg(db, state, django_assert_num_queries):
    import time
    t=time.time(); world = build(state); print(state, "built", time.time()-t)
    given = arguments(world)
    for a in ADDRESSES:
        if not (a.acts or a.acts_for_all) or state not in a.acts_in: continue
        v = Visitor.GRADER if a.guard is Guard.GRADER else Visitor.ADMINISTRATOR if a.guard is Guard.ADMINISTRATOR else next((v for v in ROLE_OF if answer_to_acting(a,v,state) is Answer.YES))
        c = browser(world, v)
        r = c.get(address(a.name, world, given))
        f = r.context and r.context.get("form")
        print(a.name, v.value, r.status_code, {n: (x.value() if hasattr(x:=f[n],"value") else None) for n in f.fields} if f else None)
