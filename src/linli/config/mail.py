"""The site's mail server, from the environment. Nothing leaves the house until a server and a sender are named."""

from dataclasses import dataclass, field

from linli.config import env

TIMEOUT = 20
"""Seconds a server may take to answer."""
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server: where, as whom, over which kind of connection, and from which address the house writes."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    tls: bool = False
    sender: str = ""

    @property
    def on(self) -> bool:
        """Whether mail is sent at all."""
        return bool(self.host)


def server() -> Server:
    """The server the environment names, or none. ValueError when it is named by halves: without a sender, with an
    unknown kind of connection or a port that is no number."""
    host = env.text("LINLI_MAIL_HOST")
    if not host:
        return Server()
    kind, sender = env.text("LINLI_MAIL_TLS", "starttls").lower(), env.text("LINLI_MAIL_FROM")
    if kind not in PORTS:
        raise ValueError(f"LINLI_MAIL_TLS 只能是 starttls、tls 或 none is starttls, tls or none: {kind}")
    if "@" not in sender:
        raise ValueError(
            "设了 LINLI_MAIL_HOST，还要设 LINLI_MAIL_FROM（发信地址） LINLI_MAIL_FROM is wanted as well"
        )
    return Server(
        host=host,
        port=int(env.text("LINLI_MAIL_PORT") or PORTS[kind]),
        user=env.text("LINLI_MAIL_USER"),
        password=env.text("LINLI_MAIL_PASSWORD"),
        starttls=kind == "starttls",
        tls=kind == "tls",
        sender=sender,
    )
