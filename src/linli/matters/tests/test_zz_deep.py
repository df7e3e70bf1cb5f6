from collections import Counter
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from linli.matters.tests import test_machine as m
C=Counter()
class Deep(m.Loop):
    def check_step(self,before,by,verb):
        C[verb.value]+=1
        super().check_step(before,by,verb)
    def its_rating_is_honest(self,row,state):
        C["state "+state.value]+=1
        super().its_rating_is_honest(row,state)
@pytest.mark.django_db
def test_deep():
    run_state_machine_as_test(Deep, settings=settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None))
    print(sorted(C.items()))
