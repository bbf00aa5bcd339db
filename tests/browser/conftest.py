"""A site and a browser: the real Chromium against a real server, with nothing forgiven.

`page_at(width, language)` opens pages that remember every violation of the content security
policy, every script error and every file that did not arrive; `faults(page)` adds those of axe.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

# Playwright keeps an event loop in this thread; the ORM calls of the tests are still one by one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import world
from tests.browser import report as _report
from tests.signing_in import two_steps
from tests.world import World

FLAGS = (
    "--disable-background-networking --disable-component-update --disable-gpu --disable-quic"
    " --disable-sync --no-first-run"
).split()
# Reports from inside the page what the policy refused, also for things that log nothing.
WATCH_POLICY = """
window.refusedByPolicy = [];
document.addEventListener("securitypolicyviolation", event => window.refusedByPolicy.push(
  `${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`.trim()));
"""


@dataclass
class Site:
    url: str

    def sign_in(self, context: BrowserContext, person: Any) -> None:
        """A session for this person, as the sign-in page would make it."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.update(two_steps(person))
        session.save()
        assert session.session_key
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": self.url,
                }
            ]
        )


@pytest.fixture(scope="session")
def database(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """One database for the whole run: nothing is flushed, as on a real site."""
    # Its own, unless tests that use one the ordinary way run in this session too: they come first.
    shared = any(item.get_closest_marker("django_db") for item in request.session.items)
    if shared:
        request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        made = [] if shared else setup_databases(0, interactive=False, aliases=["default"])
        yield
        connections.close_all()
        if made:
            teardown_databases(made, 0)


@pytest.fixture(scope="session")
def site(database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with the static files as they are published: collected, hashed, by name."""
    root = tmp_path_factory.mktemp("static")
    published = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    storages = {**settings.STORAGES, "staticfiles": published}
    with override_settings(
        STATIC_ROOT=root, STORAGES=storages, ALLOWED_HOSTS=["127.0.0.1", "localhost"]
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = LiveServerThread("127.0.0.1", _StaticFilesHandler, connections_override={})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield Site(f"http://127.0.0.1:{server.port}")
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("SCHAKEL_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.fail(f"no Chromium at {path}: set SCHAKEL_CHROMIUM or apt-get install chromium")
    # Chromium has no sandbox for root.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def town(database: None) -> World:
    """A municipality with one of everything. Shared: a test that votes asks for a code of its own."""
    return world.build()


@dataclass
class Watch:
    """What went wrong in a page since it was last asked."""

    page: Page
    javascript: bool
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.seen.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("requestfailed", lambda request: self.seen.append(f"no {request.url}"))
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        # A page that answers 404 on purpose logs that too; `_response` looks at the parts of pages.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.seen.append(f"{response.status} for {response.url}")

    def take(self) -> list[str]:
        found = [*self.seen, *self.page.evaluate("window.refusedByPolicy || []")]
        self.seen.clear()
        return found


@pytest.fixture(scope="session")
def visitors(chromium: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Somebody with a browser; the same somebody when asked again, unless `fresh`."""
    known: dict[tuple[Any, ...], BrowserContext] = {}
    every: list[BrowserContext] = []

    def visitor(
        width: int, language: str, javascript: bool, person: Any, fresh: bool
    ) -> BrowserContext:
        key = (width, language, javascript, person and person.pk)
        if key in known and not fresh:
            return known[key]
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            locale={"nl": "nl-NL", "en": "en-GB"}[language],
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH_POLICY)
        context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.url}]
        )
        if person is not None:
            site.sign_in(context, person)
        every.append(context)
        if not fresh:
            known[key] = context
        return context

    yield visitor
    for context in every:
        context.close()


@pytest.fixture
def page_at(visitors: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`page_at(360, "nl")`, `page_at(1280, "en", javascript=False, person=somebody)`.

    With `fresh` nothing is kept of earlier visits: no cookies, no cache.
    """
    opened: list[Page] = []

    def open_page(
        width: int = 1280,
        language: str = "nl",
        *,
        javascript: bool = True,
        person: Any = None,
        fresh: bool = False,
    ) -> Page:
        page = visitors(width, language, javascript, person, fresh).new_page()
        page.watch = Watch(page, javascript)  # type: ignore[attr-defined]
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.close()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and "tests/browser/" in report.nodeid:
        _report.journey(report.nodeid, report.passed)


def pytest_sessionfinish() -> None:
    _report.write()


def faults(page: Page, told: bool = True) -> list[str]:
    """Everything wrong with the page as it is now: policy, scripts, files, and axe.

    `told` is False for a page that was spoilt on purpose: the accessibility page says nothing of it.
    """
    watch: Watch = page.watch  # type: ignore[attr-defined]
    found = watch.take()
    # After the policy: axe itself is not held to it. Without JavaScript it cannot run.
    answer = Axe().run(page).response if watch.javascript else {"violations": []}
    violations = answer["violations"]
    if told and watch.javascript:
        _report.tested(page, answer["testEngine"], len(violations))
    for violation in violations:
        for node in violation["nodes"]:
            found.append(f"axe {violation['id']}: {violation['help']}: {node['html'][:160]}")
    # Wider than the screen means scrolling in two directions.
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("the page is wider than the screen")
    return found
