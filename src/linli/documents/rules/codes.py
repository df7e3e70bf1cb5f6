"""QR codes for paper."""

import io

import segno


def qr(text: str) -> str:
    """A QR code as SVG text, error correction M (15%), with the quiet zone of four modules a reader needs."""
    stream = io.BytesIO()
    segno.make_qr(text, error="m").save(stream, kind="svg", border=4, dark="#000", light="#fff")
    return stream.getvalue().decode()
