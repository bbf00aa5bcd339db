"""Files: told apart by content, pictures drawn anew, nothing kept of what is refused, served by right."""

import io
import struct
import sys
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact, File
from schakel.dossiers.services import files
from schakel.people.models import Party
from tests.factories import funding
from tests.factories.dossiers import DossierFactory
from tests.factories.people import MembershipFactory, official

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def dossier():
    return DossierFactory()


@pytest.fixture
def actor(dossier):
    return official(dossier.municipality)


def image(size=(60, 40), format="JPEG", mode="RGB", **options) -> bytes:
    to = io.BytesIO()
    Image.new(mode, size, "red").save(to, format, **options)
    return to.getvalue()


def with_place() -> bytes:
    """A photo on its side, with the place and the camera in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera van Iemand"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    return image(exif=exif.tobytes())


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large; a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def add(actor, dossier, content: bytes, name="foto.jpg", alternative="Een tuin") -> File:
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # as it came: Django would clean it
    return files.add(actor, dossier, upload=upload, alternative=alternative)


def kept(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_photo_is_drawn_anew_upright_and_without_place_or_camera(actor, dossier):
    made = add(actor, dossier, with_place())
    content = made.path.read_bytes()
    assert (made.media_type, made.width, made.height) == ("image/webp", 40, 60)
    drawn = Image.open(io.BytesIO(content))
    assert drawn.format == "WEBP" and not drawn.getexif() and "exif" not in drawn.info
    assert b"Camera" not in content
    assert Image.open(made.small_path).size == (40, 60)


def test_a_large_photo_becomes_smaller_and_gets_a_small_one_beside_it(actor, dossier):
    made = add(actor, dossier, image((4000, 3000)))
    assert (made.width, made.height) == (2400, 1800)
    assert Image.open(made.small_path).size == (480, 360)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leeg.jpg", "leeg"),
        (SVG, "tekening.svg", "JPG, PNG of WebP"),
        (SVG, "foto.png", "JPG, PNG of WebP"),
        (b"MZ\x90\0" + b"\0" * 100, "foto.jpg", "JPG, PNG of WebP"),
        (b"GIF89a" + PDF, "foto.gif", "JPG, PNG of WebP"),
        (b"PK\x03\x04" + b"\0" * 50, "kaart.pdf", "JPG, PNG of WebP"),
        (b"<html><script>x</script>" + PDF, "stuk.pdf", "JPG, PNG of WebP"),
        (b"%PDF-1.4 zonder einde", "stuk.pdf", "JPG, PNG of WebP"),
        (image()[:300], "half.jpg", "beschadigd"),
        (b"\xff\xd8\xff" + b"\0" * 200, "foto.jpg", "beschadigd"),
        (png_of(30_000, 30_000), "groot.png", "meer dan 50 miljoen"),
        (png_of(2**31 - 1, 1), "lang.png", "meer dan 50 miljoen"),
        (png_of(8_000, 7_000), "ruim.png", "meer dan 50 miljoen"),
        (png_of(500, 500), "bom.png", "beschadigd"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_says_why_and_nothing_of_it_is_kept(
    actor, dossier, media, content, name, sentence
):
    with pytest.raises(InputRefused, match=sentence):
        add(actor, dossier, content, name)
    assert kept(media) == []
    assert not File.objects.exists() and not Fact.objects.exists()


def test_a_script_glued_to_a_photo_does_not_survive(actor, dossier):
    made = add(actor, dossier, image() + b"<script>alert(1)</script>" + PDF)
    assert b"script" not in made.path.read_bytes() and b"%PDF" not in made.path.read_bytes()


def test_a_photo_needs_words_for_who_cannot_see_it_also_in_the_database(actor, dossier, media):
    with pytest.raises(InputRefused, match="te zien"):
        add(actor, dossier, image(), alternative="  ")
    assert kept(media) == []
    made = add(actor, dossier, image())
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=made.pk).update(alternative="")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../etc/passwd.jpg", "passwd.webp"),
        ("C:\\map\\foto.pdf", "foto.webp"),
        ("foto\u202egpj.exe", "fotogpj.webp"),
        ("<b>foto</b>\r\nX: y.jpg", "bX y.webp"),
        ("....", "bestand.webp"),
        ("a" * 400 + ".jpg", "a" * 100 + ".webp"),
    ],
)
def test_the_name_leads_nowhere_and_ends_as_it_is(actor, dossier, given, shown):
    made = add(actor, dossier, image(), given)
    assert made.name == shown
    assert made.digest in made.path.name and "passwd" not in str(made.path)


def test_a_closed_or_foreign_dossier_takes_no_file_of_a_stranger(dossier, media):
    board = MembershipFactory(
        role="board", party=Party.objects.create(name="X", kind="organisation", corner="community")
    )
    for stranger in (official(), MembershipFactory(role="council", party=dossier.municipality)):
        actor = stranger if hasattr(stranger, "office") else funding.actor_for(stranger)
        with pytest.raises(NotAllowed):
            add(actor, dossier, image())
    with pytest.raises(NotAllowed):
        add(funding.actor_for(board), dossier, image())
    assert kept(media) == []
    assert add(funding.actor_for(board), DossierFactory(owner=board.party), image()).pk


@pytest.mark.parametrize(
    ("visibility", "expected"), [("public", (200, 200, 200)), ("closed", (404, 404, 200))]
)
def test_a_file_is_seen_by_who_may_see_its_dossier(visibility, expected):
    dossier = DossierFactory(visibility=visibility)
    here, elsewhere = MembershipFactory(party=dossier.municipality), MembershipFactory()
    made = add(funding.actor_for(here), dossier, image())
    statuses = []
    for membership in (None, elsewhere, here):
        client = Client()
        if membership:
            client.force_login(membership.person)
        statuses.append(client.get(made.get_absolute_url()).status_code)
        small = client.get(reverse("dossiers:small_file", args=[made.pk]))
        assert small.status_code == statuses[-1]
    assert tuple(statuses) == expected


def test_a_file_is_served_so_that_a_browser_runs_nothing_of_it(client, actor, dossier):
    photo, document = add(actor, dossier, image()), add(actor, dossier, PDF, "Plan.PDF", "")
    for made, kind, way in (
        (photo, "image/webp", "inline"),
        (document, "application/pdf", "attachment"),
    ):
        answer = client.get(made.get_absolute_url())
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith(way)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content) == made.path.read_bytes()
    assert document.name == "Plan.pdf"
    for guess in ("/files/", f"/media/{photo.digest}", f"/bestand/{photo.digest}/", "/dossiers/"):
        assert client.get(guess).status_code == 404
    assert client.get(reverse("dossiers:small_file", args=[document.pk])).status_code == 404


def test_taking_away_takes_the_content_away_and_says_so_in_the_journal(
    actor, dossier, media, django_capture_on_commit_callbacks
):
    made, twin = add(actor, dossier, image()), add(actor, dossier, image())
    assert len(kept(media)) == 4
    with pytest.raises(NotAllowed):
        files.remove(official(), made)
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(actor, made)
    assert twin.path.exists() and len(kept(media)) == 2
    verbs = [fact.entry.verb for fact in Fact.objects.order_by("pk")]
    assert verbs == ["file.add", "file.add", "file.remove"]


def test_what_a_stopped_machine_left_is_swept_away(actor, dossier, media):
    import os

    made = add(actor, dossier, image())
    left = made.path.with_name("0" * 64 + "-" + "1" * 32)
    fresh = made.path.with_name("2" * 64 + "-" + "3" * 32)
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    for path in (left, made.path, made.small_path):
        os.utime(path, (0, 0))
    assert files.sweep() == 1
    assert not left.exists() and fresh.exists()
    assert made.path.exists() and made.small_path.exists()


def test_a_dossier_holds_no_more_files_than_its_limit(settings, actor, dossier):
    settings.FILES_PER_DOSSIER = 1
    add(actor, dossier, image())
    with pytest.raises(InputRefused, match="Haal er eerst een weg"):
        add(actor, dossier, image())


def test_a_file_above_the_limit_is_refused_without_reading_it(settings, actor, dossier):
    settings.MAX_UPLOAD_BYTES = 100
    with pytest.raises(InputRefused, match="te groot"):
        add(actor, dossier, image((400, 400)))


# --- the scanner --------------------------------------------------------------------------------


def says_no(path: Path) -> bool:
    assert path.parent.name == "quarantine"
    return False


def breaks_down(path: Path) -> bool:
    raise RuntimeError


def scanner(tmp_path: Path, code: int) -> str:
    script = tmp_path / "scan.py"
    script.write_text(f"import sys; open(sys.argv[1], 'rb').read(); sys.exit({code})")
    return f"{sys.executable} {script}"


def test_the_scanner_says_no_by_command_or_by_function(
    settings, actor, dossier, media, tmp_path_factory
):
    away = tmp_path_factory.mktemp("scanner")
    for named in (scanner(away, 1), f"python:{__name__}.says_no"):
        settings.SCANNER = named
        with pytest.raises(InputRefused, match="virusscanner"):
            add(actor, dossier, image())
    assert kept(media) == [] and not File.objects.exists()
    settings.SCANNER = scanner(away, 0)
    assert add(actor, dossier, image()).pk


@pytest.mark.parametrize(
    "named", ["", "/bestaat/niet", f"python:{__name__}.breaks_down", "python:no.way"]
)
def test_a_scanner_that_is_away_refuses_only_where_it_is_required(
    settings, actor, dossier, media, named
):
    settings.SCANNER, settings.SCANNER_REQUIRED = named, True
    with pytest.raises(InputRefused, match="nu niet op virussen"):
        add(actor, dossier, image())
    assert kept(media) == []
    settings.SCANNER_REQUIRED = False
    assert add(actor, dossier, image()).pk


# --- the screen ---------------------------------------------------------------------------------


def test_an_official_adds_a_photo_and_a_visitor_hears_what_is_on_it(client):
    round = funding.prepared()
    official = MembershipFactory(party=round.dossier.municipality)
    client.force_login(official.person)
    address = reverse("dossiers:add_file", args=[round.dossier.address])
    refused = client.post(address, {"file": SimpleUploadedFile("foto.jpg", image())})
    assert refused.status_code == 400
    assert "Schrijf wat er op de foto te zien is" in refused.content.decode()
    answer = client.post(
        address,
        {"file": SimpleUploadedFile("foto.jpg", image()), "alternative": "Kinderen & een <boom>"},
        follow=True,
    )
    assert "Kinderen &amp; een &lt;boom&gt;" in answer.content.decode()
    assert "Kinderen &amp; een" in Client().get(round.get_absolute_url()).content.decode()


def test_200_megabytes_are_refused_before_they_are_read(client):
    round = funding.prepared()
    answer = client.generic(
        "POST",
        reverse("dossiers:add_file", args=[round.dossier.address]),
        b"",
        content_type="multipart/form-data",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )
    assert answer.status_code == 413
