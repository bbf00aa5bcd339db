import time

import pytest

from schakel.journal import privacy

REFUSED = {
    "Mail jan@voorbeeld.nl": "e-mailadres",
    "zie a.b+c@sub.voorbeeld.org.": "e-mailadres",
    "NL91ABNA0417164300": "rekeningnummer",
    "rekening nl91 abna 0417 1643 00 van de stichting": "rekeningnummer",
    "BE71 0961 2345 6769": "rekeningnummer",
    "DE89370400440532013000": "rekeningnummer",
    "NL00ABNA0417164300": "rekeningnummer",
    "Bel 0612345678": "telefoonnummer",
    "Bel 06 12 34 56 78": "telefoonnummer",
    "Bel +31 6 1234 5678": "telefoonnummer",
    "Bel (020) 123 45 67.": "telefoonnummer",
    "Bel 0031201234567": "telefoonnummer",
}
NAMED = [
    "Op verzoek van de heer Jansen",
    "mevrouw De Boer vroeg hierom",
    "Aanvraag van A.B. Jansen",
    "Ingediend door J. van der Berg",
    "Anna de Vries trok het plan in",
]
FINE = [
    "",
    "Het plan kost € 19.800 en past in de pot van € 5.000.000.",
    "De stemming duurt van 01-05-2026 tot en met 12-05-2026.",
    "In 2026-2027 komen er 12.345 m² bij, 030 minder dan verwacht.",
    "Buurt BU03630000 hoort bij wijk WK036300.",
    "De Gemeente Lindendam en Stichting De Linde werken samen.",
    "Het Buurthuis van de Toekomst krijgt geld.",
    "Kenmerk Z-2026-0123456789, artikel 4:84 Awb.",
    "De uitslag is 1.248 stemmen voor en 0 tegen.",
    "Er zijn 0 1 2 3 4 5 plannen.",
]


@pytest.mark.parametrize(("text", "says"), REFUSED.items())
def test_address_account_and_telephone_are_refused(text, says):
    assert says in privacy.refusal(text)
    assert says in privacy.warnings(text)[0]


def test_account_number_is_not_also_a_telephone_number():
    assert len(privacy.warnings("NL91 ABNA 0417 1643 00")) == 1


@pytest.mark.parametrize("text", NAMED)
def test_what_looks_like_a_name_is_warned_of_but_not_refused(text):
    assert "lijkt op een naam" in privacy.warnings(text)[0]
    assert not privacy.refusal(text)


@pytest.mark.parametrize("text", FINE)
def test_amounts_dates_codes_and_organisations_pass(text):
    assert privacy.warnings(text) == []


@pytest.mark.parametrize(
    "piece", ["a", "A.", "06 ", "NL91", "De ", " van", "a@", "+31", "Anna de "]
)
def test_long_text_of_anything_is_judged_at_once(piece):
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    privacy.warnings(text)

    assert time.process_time() - started < 1
