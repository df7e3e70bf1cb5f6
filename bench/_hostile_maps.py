"""Files of grids no survey office writes, as the desk sends them: what each is called and its content, as JSON text so
that what is no proper JSON can be sent too. None may be loaded."""

import json
import math
from typing import Any

COMMUNITY = "990101001001"
Ring = list[list[float]]
_BOW: Ring = [[120.6, 31.3], [120.61, 31.31], [120.61, 31.3], [120.6, 31.31], [120.6, 31.3]]


def _square(west: float = 120.6, south: float = 31.3, side: float = 0.01) -> Ring:
    corners = ((0, 0), (side, 0), (side, side), (0, side), (0, 0))
    return [[west + x, south + y] for x, y in corners]


def _feature(shape: Any, code: str = COMMUNITY + "999", name: Any = "新网格", **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, "name": name} | more, "geometry": shape}


def _polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def _file(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=True)


def _star(points: int) -> Ring:
    """A star drawn in one stroke, whose lines cross each other as often as they can."""
    step = points // 2 - 1 + points // 2 % 2
    turns = [2 * math.pi * step * n / points for n in range(points)]
    ring = [[round(120.6 + math.cos(t) / 100, 7), round(31.3 + math.sin(t) / 100, 7)] for t in turns]
    return [*ring, ring[0]]


def all_of_them() -> dict[str, str]:
    """By name."""
    return {f"shape, {name}": _file(_feature(shape)) for name, shape in _shapes().items()} | _files()


def _shapes() -> dict[str, Any]:
    swapped = [[y, x] for x, y in _square()]
    far = _square(125.0, 40.0)
    tiny = [_square(120 + n * 1e-7, 31, 1e-9) for n in range(400)]
    good = _polygon(_square())
    return {
        "bow tie": _polygon(_BOW),
        "star of 2,001": _polygon(_star(2_001)),
        "star of 9,999": _polygon(_star(9_999)),
        "10,001 corners": _polygon(_star(10_001)),
        "hole outside": _polygon(_square(), far),
        "hole that is all": _polygon(_square(), _square()),
        "swapped axes": _polygon(swapped),
        "open ring": _polygon(_square()[:-1]),
        "one point": _polygon([[120.6, 31.3]] * 4),
        "a line": _polygon([[120.6, 31.3], [120.61, 31.31], [120.62, 31.32], [120.6, 31.3]]),
        "off the earth": _polygon([[x * 1e300, y] for x, y in _square()]),
        "the whole country": _polygon(_square(80, 20, 30)),
        "1,000 parts": {"type": "MultiPolygon", "coordinates": [[ring] for ring in tiny]},
        "texts for numbers": _polygon([["120.6", "31.3"]] * 4),
        "nothing in it": {"type": "Polygon", "coordinates": []},
        "a collection": {"type": "GeometryCollection", "geometries": [good]},
        "a list": [1, 2],
    }


def _files() -> dict[str, str]:
    good, bow = _polygon(_square()), _polygon(_BOW)
    return {
        "not a number": _file(_feature(_polygon([[math.nan, math.inf]] * 4))),
        "another community": _file(_feature(good, "990101001002001")),
        "code with path": _file(_feature(good, "../../etc/passwd")),
        "code with NUL": _file(_feature(good, COMMUNITY + "9\u00009")),
        "name with NUL": _file(_feature(good, name="某\u0000网格")),
        "name turned round": _file(_feature(good, name="\u202e\u2066")),
        "name of 300": _file(_feature(good, name="长" * 300)),
        "name that is an object": _file(_feature(good, name={"a": []})),
        "twice the same": _file(_feature(good), _feature(good)),
        "odd kind": _file(_feature(good, kind="<script>alert(1)</script>")),
        "one bad among good": _file(_feature(good), _feature(bow, COMMUNITY + "998")),
        "3,001 features": _file(*[{"type": "Feature"}] * 3_001),
        "3,000 of nothing": _file(*[{"type": "Feature"}] * 3_000),
        "no features": _file(),
        "features of text": _file(*"abc"),
        "another type": '{"type": "Topology", "objects": {}}',
        "deep": '{"type": "FeatureCollection", "features": ' + "[" * 50_000 + "]" * 50_000 + "}",
        "too large": _file(*[_feature(good, name="长" * 200)] * 3_000),
        "cut off": _file(_feature(good))[:-40],
        "no object": "[]",
    }


def body(content: str, *, load: bool) -> bytes:
    """What the desk sends with such a file."""
    more = ', "accept_overlaps": true, "reason": "重划"' if load else ""
    return f'{{"area": "{COMMUNITY}", "system": "wgs84"{more}, "content": {content}}}'.encode()


def sound() -> str:
    """A file the check must find nothing wrong with, so that the others are refused for what is wrong with them."""
    return _file(_feature(_polygon(_square())))
