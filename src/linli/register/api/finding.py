"""Finding in the register. What is looked for names persons, so it is sent in the body: no address, no log and no
history holds it."""

import msgspec
from django.http import HttpResponse

from linli.kit.http import Request, asks
from linli.register import queries
from linli.register.api.router import router
from linli.register.schemas.finding import Find, Found

_encoder = msgspec.json.Encoder()


@router.post("/find", response=Found)
@asks
def find(request: Request, body: Find) -> HttpResponse:
    """Residents, dwellings, organisations and buildings by what is typed into one box, each with why."""
    asked = queries.Sought(body.q, body.noun, body.area, body.gone, body.after, body.most)
    return HttpResponse(_encoder.encode(queries.found(request.actor, asked)), content_type="application/json")
