"""The steps of the loop as they are taken."""

import pytest

from linli.matters.rules import State
from linli.matters.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_every_state_is_reached(state: State) -> None:
    assert make.row(make.IN[state]()).state == state
