"""A stranger's Host, or a form with more than any of ours holds, leaves one line in the log."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "a b", "x" * 5000])
def test_a_foreign_host_is_one_line(caplog: pytest.LogCaptureFixture, host: str) -> None:
    translation.activate("en")  # what an English visitor's request leaves in the thread
    with caplog.at_level(logging.WARNING):
        answer = Client(raise_request_exception=False).get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "这个请求看不懂" in answer.content.decode()
    (record,) = [one for one in caplog.records if one.name.startswith("django.security")]
    shown = logging.Formatter().format(record)
    assert "Invalid HTTP_HOST" in shown
    assert "\n" not in shown
    assert len(shown) <= 300
    assert not [one for one in caplog.records if one.exc_info]


@pytest.mark.parametrize(
    "values",
    [
        {"photos": [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(101)]},
        {f"n{n}": "x" for n in range(201)},
        {"words": "x" * 2_200_000},
    ],
    ids=["files", "fields", "words"],
)
def test_a_form_with_too_much_is_one_line(
    caplog: pytest.LogCaptureFixture, values: dict[str, object]
) -> None:
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.WARNING):
        assert client.post("/feedback/", values).status_code in {400, 413}
    told = [one for one in caplog.records if one.name.startswith("django.security")]
    assert len(told) == 1
    assert not [one for one in caplog.records if one.exc_info]
