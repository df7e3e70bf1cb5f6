"""The model a site runs itself that may draft answers, from the environment. Nothing is asked until one is named."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from linli.config import env


@dataclass(frozen=True, slots=True)
class Model:
    """An endpoint that speaks as OpenAI's does: its address, the model's name, and a key where it wants one."""

    url: str = ""
    name: str = ""
    key: str = field(default="", repr=False)

    @property
    def on(self) -> bool:
        """Whether there is one."""
        return bool(self.url)

    @property
    def address(self) -> str:
        """Where a conversation is asked for."""
        return f"{self.url}/chat/completions"


def model() -> Model:
    """The model the environment names, or none. ValueError for an address that is no http(s) one, one with a name and
    password in it, or one without a model."""
    url = env.text("LINLI_DRAFT_URL").rstrip("/")
    if not url:
        return Model()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ValueError(
            "LINLI_DRAFT_URL 要写成 http://10.0.0.5:8000/v1 这样 write it like http://10.0.0.5:8000/v1"
        )
    name = env.text("LINLI_DRAFT_MODEL")
    if not name:
        raise ValueError(
            "设了 LINLI_DRAFT_URL，还要设 LINLI_DRAFT_MODEL（模型名） LINLI_DRAFT_MODEL is wanted as well"
        )
    return Model(url, name, env.text("LINLI_DRAFT_KEY"))
