"""The icons: own line drawings on a grid of 24, two units thick, round ends.

They are written inline (never fetched), take the colour of the text beside them and carry
presentation attributes only, so the content security policy stays strict.
"""

from django.utils.safestring import SafeString, mark_safe

_DRAWINGS: dict[str, str] = {
    "ballot": '<path d="M3 14h18v7H3zM6 14V4h12v10M9 8h6M9 11h6"/>',
    "bicycle": '<circle cx="6" cy="16" r="4"/><circle cx="18" cy="16" r="4"/>'
    '<path d="m6 16 4-8h5l3 8M10 8l3 8H6M9 6h2"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 7"/>',
    "chevron-left": '<path d="m15 5-7 7 7 7"/>',
    "chevron-right": '<path d="m9 5 7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "cross": '<path d="m5 5 14 14M19 5 5 19"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "double-check": '<path d="m2 12.5 4.5 5L15 7M11 16.5 12 17.5 22 7"/>',
    "download": '<path d="M12 3v12m-5-5 5 5 5-5M4 20h16"/>',
    "hand": '<path d="M8 12V5.5a1.5 1.5 0 0 1 3 0V11m0-.5v-6a1.5 1.5 0 0 1 3 0V11'
    "m0-.5v-5a1.5 1.5 0 0 1 3 0V14c0 4-2 7-6 7-3.5 0-5-1.5-7-6l-1-2.5"
    'a1.5 1.5 0 0 1 2.7-1.3L8 14"/>',
    "house": '<path d="m3 11 9-8 9 8M6 9v11h12V9M10 20v-6h4v6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>',
    "lock": '<path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "minus": '<path d="M4 12h16"/>',
    "pause": '<path d="M9 5v14M15 5v14"/>',
    "pencil": '<path d="m4 20 1-5L16 4l4 4L9 19zM13.5 6.5l4 4"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-4 3-6.5 6.5-6.5'
    "s6.5 2.5 6.5 6.5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14"
    'c2.5.8 4 3 4 6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c0-4.5 3.3-7 7.5-7s7.5 2.5 7.5 7"/>',
    "pin": '<path d="M12 21.5c-5-5.5-7-8.5-7-12a7 7 0 0 1 14 0c0 3.5-2 6.5-7 12z"/>'
    '<circle cx="12" cy="9.5" r="2.5"/>',
    "plus": '<path d="M12 4v16M4 12h16"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2'
    'c-.8.4-1.1.9-1.1 1.8M12 16.8v.01"/>',
    "ring": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="3.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 6 6"/>',
    "speech": '<path d="M4 4h16v12H10l-4 4v-4H4z"/>',
    "triangle": '<path d="M12 3.5 22 20.5H2zM12 10v5M12 17.8v.01"/>',
    "wheelchair": '<circle cx="10" cy="4" r="1.5"/><path d="M10 8v6h6l3 6M10 10.5h5'
    'M7.5 12.5a4.8 4.8 0 1 0 6.5 6"/>',
}
NAMES = frozenset(_DRAWINGS)


def drawing(name: str) -> SafeString:
    """The shapes of one icon. Raises KeyError for a name that is not in NAMES."""
    return mark_safe(_DRAWINGS[name])  # constants of this file, never input
