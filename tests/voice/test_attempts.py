from datetime import timedelta

import pytest
from django.urls import reverse

from schakel.base import attempts as base_attempts
from schakel.base import clock
from schakel.base.exceptions import TooManyAttempts
from schakel.base.models import FailedAttempt
from schakel.voice import attempts, codes, services
from schakel.voice.exceptions import CodeRefused
from tests.factories.voice import SYSTEM, make_box


@pytest.fixture(autouse=True)
def three_attempts(settings):
    settings.CODE_ATTEMPTS = 3
    settings.CODE_ATTEMPTS_MINUTES = 15


def fail(box, times, address="192.0.2.1"):
    for _ in range(times):
        with pytest.raises(CodeRefused):
            attempts.check_code(SYSTEM, box, codes.draw(), address=address)


def right(box):
    return services.issue_codes(SYSTEM, box, 1)[0].code


def test_after_too_many_wrong_codes_also_a_right_one_waits(box):
    code = right(box)
    fail(box, 3)

    for typed in (codes.draw(), code):
        with pytest.raises(TooManyAttempts, match="Probeer het opnieuw na") as refused:
            attempts.check_code(SYSTEM, box, typed, address="192.0.2.1")
        assert timedelta() < refused.value.retry_at - clock.now() <= timedelta(minutes=15)


def test_right_codes_are_never_counted(box):
    code = right(box)
    for _ in range(10):
        assert attempts.check_code(SYSTEM, box, code, address="192.0.2.1") is False
    fail(box, 3)
    assert FailedAttempt.objects.get().failed == 3


def test_other_people_and_other_votes_are_not_held_up(box):
    fail(box, 3)
    other = make_box()

    assert attempts.check_code(SYSTEM, box, right(box), address="192.0.2.2") is False
    assert attempts.check_code(SYSTEM, other, right(other), address="192.0.2.1") is False


def test_one_household_is_one_address_also_with_ipv6(box):
    fail(box, 3, "2001:db8:1:2::a")

    with pytest.raises(TooManyAttempts):
        attempts.check_code(SYSTEM, box, codes.draw(), address="2001:db8:1:2:ffff::b")
    fail(box, 1, "2001:db8:1:3::a")


def test_after_its_time_one_may_try_again_and_the_rows_are_gone(box):
    fail(box, 3)

    with clock.at(clock.now() + timedelta(minutes=16)):
        fail(box, 3)
        with pytest.raises(TooManyAttempts):
            attempts.check_code(SYSTEM, box, codes.draw(), address="192.0.2.1")
    with clock.at(clock.now() + timedelta(minutes=40)):
        assert base_attempts.clean() == 1
    assert not FailedAttempt.objects.exists()


def test_address_is_kept_in_no_readable_form_and_differs_each_day(box):
    fail(box, 1)
    with clock.at(clock.now() + timedelta(days=1)):
        fail(box, 1)

    kept = list(FailedAttempt.objects.values_list("client", flat=True))
    assert len(set(kept)) == 2
    assert not any("192" in client and "0.2.1" in client for client in kept)


@pytest.mark.parametrize("step", ["choice", "check", "done"])
def test_visitor_reads_in_one_sentence_when_to_try_again(client, box, step):
    address = reverse(f"voice:{step}", args=[box.dossier.address])
    for _ in range(3):
        assert client.post(address, {"code": codes.draw()}).status_code == 200

    refused = client.post(address, {"code": codes.draw()})

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 15 * 60
    assert "U vulde te vaak een verkeerde code in." in refused.content.decode()


def test_an_empty_field_is_no_attempt(client, box):
    address = reverse("voice:choice", args=[box.dossier.address])
    for _ in range(6):
        assert client.post(address, {"code": ""}).status_code == 200
    assert not FailedAttempt.objects.exists()
