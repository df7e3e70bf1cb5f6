"""The environment as values. Secrets come from it; where a site sets none, they are made once and kept under
LINLI_VAR, readable by the owner alone."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from linli.kit.ciphers import Cipher

PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
"""What the web login prepares is planned once a connection: planning a list under its policies takes longer than
reading it. Jobs look for what few rows are, by indexes of those alone, which a plan for any value could not use."""
ROOT = Path(__file__).resolve().parents[3]


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable: 1, true, yes, on."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    """A text variable without surrounding space."""
    return os.environ.get(name, default).strip()


def var() -> Path:
    """Where the running system keeps its own files."""
    return Path(text("LINLI_VAR") or ROOT / "var")


def data() -> Path:
    """Where real data to try the system on lies, if anywhere."""
    return Path(text("LINLI_DATA") or ROOT.parent / "shared" / "data")


def kept_secret(name: str, file: str) -> str:
    """A secret from the environment, else from a file under LINLI_VAR that is made at first use."""
    if given := text(name):
        return given
    path = var() / file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def cipher() -> str:
    """Which algorithms LINLI_CIPHER asks for. ValueError where it is none."""
    asked = text("LINLI_CIPHER", Cipher.AES.value).lower()
    try:
        return Cipher(asked).value
    except ValueError as error:
        raise ValueError("LINLI_CIPHER: aes 或 sm4 (aes or sm4)") from error


def first_data_key() -> bytes:
    """The first key values are sealed with, made at first use; nothing where later keys are there and it is gone."""
    later = text("LINLI_DATA_KEYS") or (var() / "data_keys").exists()
    if later and not text("LINLI_DATA_KEY") and not (var() / "data_key").exists():
        return b""
    return key_bytes(kept_secret("LINLI_DATA_KEY", "data_key"))


def key_bytes(secret: str) -> bytes:
    """Thirty-two bytes of a secret of any length."""
    return hashlib.sha256(secret.encode()).digest()


def role_password(secret: str, role: str) -> str:
    """The password of a database role, derived, so that nobody has to keep it."""
    return hmac.new(key_bytes(secret), f"linli/role/{role}".encode(), hashlib.sha256).hexdigest()


def database(url: str, *, role: str, secret: str) -> dict[str, Any]:
    """Django's settings for one of the logins `owner`, `web`, `jobs` of the database that DATABASE_URL (the owner's
    login) names. A login of its own can be given as DATABASE_URL_WEB or DATABASE_URL_JOBS."""
    own = text(f"DATABASE_URL_{role.upper()}")
    parts = urlsplit(own or url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if role != "owner" and not own:
        user, password = f"linli_{role}", role_password(secret, role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": user,
        "PASSWORD": password,
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {"application_name": f"linli-{role}", "prepare_threshold": 5}
        | ({"options": PLANNED_ONCE} if role == "web" else {}),
        "TEST": {"NAME": "linli_test"},
    }
