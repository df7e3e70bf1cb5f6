"""The model of a site's own, as the environment names it."""

import pytest

from linli.config.drafting import model


def test_the_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not model().on
    monkeypatch.setenv("LINLI_DRAFT_URL", "http://10.0.0.5:8000/v1/")
    with pytest.raises(ValueError, match="LINLI_DRAFT_MODEL"):
        model()
    monkeypatch.setenv("LINLI_DRAFT_MODEL", "qwen")
    monkeypatch.setenv("LINLI_DRAFT_KEY", "geheim")
    assert model().address == "http://10.0.0.5:8000/v1/chat/completions"
    assert "geheim" not in repr(model())


@pytest.mark.parametrize(
    "url", ["ftp://model", "10.0.0.5:8000", "file:///etc", "http://a:b@model/v1", "http://"]
)
def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LINLI_DRAFT_URL", url)
    monkeypatch.setenv("LINLI_DRAFT_MODEL", "qwen")
    with pytest.raises(ValueError, match="LINLI_DRAFT_URL"):
        model()
