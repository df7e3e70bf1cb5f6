"""Finding in the register. What is looked for names persons, so it is sent in the body: no address, no log and no
history holds it."""

import msgspec
from django.http import HttpResponse

from linli.kit.http import Request, asks, writes
from linli.register import actions, queries
from linli.register.api.router import router
from linli.register.rules.fragments import Fragment
from linli.register.schemas.finding import FindIn, FittingOut, FoundOut, FragmentsIn

_encoder = msgspec.json.Encoder()


@router.post("/find", response=FoundOut)
@asks
def find(request: Request, body: FindIn) -> HttpResponse:
    """Residents, dwellings, organisations and buildings by what is typed into one box, each with why."""
    asked = queries.Sought(body.q, body.noun, body.area, body.gone, body.after, body.most)
    return HttpResponse(_encoder.encode(queries.found(request.actor, asked)), content_type="application/json")


@router.post("/fragments", response=FittingOut)
@writes
def find_by_fragments(request: Request, body: FragmentsIn) -> HttpResponse:
    """Who may be meant by half a name, a building, an age about so, a word about him. Every call is in the ledger."""
    fragment = Fragment(body.name, body.place, body.words, body.age, body.sex)
    found = actions.look_for(by=request.actor, fragment=fragment, area=body.area)
    return HttpResponse(_encoder.encode(found), content_type="application/json")
