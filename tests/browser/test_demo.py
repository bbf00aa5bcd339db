"""`schakel demo` as a visitor meets it: started from the command, opened in a browser."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults

FIRST_PAGE_SECONDS = 60


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": ""}
    started = time.monotonic()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "schakel.commands.main",
            "demo",
            f"--port={port}",
            f"--data={folder}",
        ],
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while not answers(url):
            assert process.poll() is None, "the demo stopped by itself"
            assert time.monotonic() - started < FIRST_PAGE_SECONDS, "no first page in 60 seconds"
            threading.Event().wait(0.25)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1280, "en")])
def test_the_demo_is_without_faults_and_says_that_it_is_invented(
    demo: str, page_at: Callable[..., Page], width: int, language: str
) -> None:
    page = page_at(width, language)
    for path in ("/", "/buurten/", "/geld/", "/voorbeeld/mensen/", "/voorbeeld/post/"):
        page.goto(demo + path)
        expect(page.locator(".schakel-demo")).to_be_visible()
        assert faults(page) == [], path


def test_one_click_signs_in_as_an_example(demo: str, page_at: Callable[..., Page]) -> None:
    page = page_at(360, "nl", fresh=True)
    page.goto(f"{demo}/voorbeeld/mensen/")
    page.get_by_role("button", name="Kijk als").first.click()
    expect(page.locator(".schakel-actor")).to_contain_text("U handelt als")
    assert faults(page) == []


def test_a_visitor_votes_at_once_in_the_open_round(demo: str, page_at: Callable[..., Page]) -> None:
    page = page_at(360, "nl", fresh=True)
    page.goto(f"{demo}/voorbeeld/mensen/")
    page.get_by_role("button", name="Krijg een proefcode").click()
    assert faults(page) == []
    page.get_by_role("button", name="Ga stemmen").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verstuur uw stem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem telt")
