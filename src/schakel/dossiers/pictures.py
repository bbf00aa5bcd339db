"""From an uploaded file to what may be kept: told apart by content, and pictures drawn anew.

Drawing a picture anew leaves behind everything that is no picture: place and camera (EXIF), scripts,
a second file glued to the first.
"""

import io
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from schakel.base.exceptions import InputRefused

# The longest side that a screen or a print needs, and that of the small one in a list.
LARGE = 2400
SMALL = 480
_FORMATS = ("JPEG", "PNG", "WEBP")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_NOT_IN_A_NAME = re.compile(r"[^\w .,()&+\'’-]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and the small one beside it: both WebP."""

    content: bytes
    small: bytes
    width: int
    height: int


def is_picture(content: bytes) -> bool:
    return content.startswith(_STARTS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def is_pdf(content: bytes) -> bool:
    """Begins and ends as a PDF: something else with a PDF inside it is no PDF here."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def draw(content: bytes) -> Picture:
    """Draw a picture anew, upright and without what was hidden in it.

    Raises InputRefused for what is no picture, is broken, or has more pixels than we open.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            # Known from its first bytes: a picture that would fill the memory is never unpacked.
            if image.width * image.height > settings.PICTURE_MAX_MEGAPIXELS * 1_000_000:
                raise _too_large()
            image.draft("RGB", (LARGE, LARGE))
            upright = ImageOps.exif_transpose(image)
            see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            drawn = upright.convert("RGBA" if see_through else "RGB")
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputRefused(
            _("Deze foto is beschadigd. Open de foto, bewaar hem opnieuw en stuur die.")
        ) from error
    drawn.thumbnail((LARGE, LARGE))
    small = drawn.copy()
    small.thumbnail((SMALL, SMALL))
    return Picture(_webp(drawn), _webp(small), drawn.width, drawn.height)


def _too_large() -> InputRefused:
    return InputRefused(
        _("Deze foto heeft meer dan %(most)s miljoen beeldpunten. Maak de foto kleiner.")
        % {"most": settings.PICTURE_MAX_MEGAPIXELS}
    )


def _webp(image: Image.Image) -> bytes:
    # A fresh picture of the same points: nothing of what came along is written.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    to = io.BytesIO()
    clean.save(to, "WEBP", quality=80, method=4)
    return to.getvalue()


def safe_name(name: str, ending: str) -> str:
    """A name to show and to save under: no folders, no hidden signs, and the ending that is true."""
    bare = re.split(r"[/\\]", name)[-1]
    stem = _NOT_IN_A_NAME.sub("", bare.rpartition(".")[0] or bare).strip(" .")[:100]
    return f"{stem or _('bestand')}{ending}"
