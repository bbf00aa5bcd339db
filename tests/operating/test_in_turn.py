"""Pages of one process are made one after another, and nobody waits for one that hangs."""

import threading

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from schakel.web.operating import middleware

LONG = 10


class Site:
    """Pages that stay open until they are told to finish; says which are being made."""

    def __init__(self) -> None:
        self.began = {name: threading.Event() for name in ("/een/", "/twee/")}
        self.finish = threading.Event()
        self.answer = middleware.in_turn(self._page)

    def _page(self, request):
        self.began[request.path].set()
        if request.path == "/een/":
            assert self.finish.wait(LONG)
        return HttpResponse()

    def ask(self, request) -> threading.Thread:
        thread = threading.Thread(target=self.answer, args=(request,), daemon=True)
        thread.start()
        return thread


@pytest.fixture
def site():
    made = Site()
    yield made
    made.finish.set()


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(middleware, "_PATIENCE", LONG)


def test_the_second_page_is_made_when_the_first_is_done(site, patient):
    first = site.ask(RequestFactory().get("/een/"))
    assert site.began["/een/"].wait(LONG)
    second = site.ask(RequestFactory().get("/twee/"))
    assert not site.began["/twee/"].wait(0.05)
    site.finish.set()
    first.join(LONG)
    second.join(LONG)
    assert site.began["/twee/"].is_set()


def test_a_form_waits_for_nobody_and_nobody_for_a_form(site, patient):
    site.ask(RequestFactory().post("/een/"))
    assert site.began["/een/"].wait(LONG)
    site.ask(RequestFactory().get("/twee/")).join(LONG)
    assert site.began["/twee/"].is_set() and not site.finish.is_set()


def test_who_waits_for_a_page_that_hangs_goes_on(site):
    site.ask(RequestFactory().get("/een/"))
    assert site.began["/een/"].wait(LONG)
    site.ask(RequestFactory().get("/twee/")).join(LONG)
    assert site.began["/twee/"].is_set() and not site.finish.is_set()


def test_a_page_that_fails_leaves_the_turn_to_the_next(patient):
    def broken(request):
        raise ValueError

    answer = middleware.in_turn(broken)
    for _ in range(2):
        with pytest.raises(ValueError):
            answer(RequestFactory().get("/"))


def test_files_that_whitenoise_serves_take_no_turn():
    order = settings.MIDDLEWARE
    ours = order.index("schakel.web.operating.middleware.in_turn")
    assert order.index("whitenoise.middleware.WhiteNoiseMiddleware") < ours
