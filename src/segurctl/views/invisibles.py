"""What hides in a text or turns it around, in files as on terminals, and the code that it is shown as."""

# For a class of a regular expression: bidirectional marks, overrides and isolates, separators of lines, what has no
# width, tags. Joiners (U+200C, U+200D) are letters of some scripts.
CACHES = r"\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f"


def code(point: int) -> str:
    r"""A character as its code: `\x1b`, `\u202e`, `\U000e0041`."""
    if point < 0x100:  # noqa: PLR2004 - one byte
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"  # noqa: PLR2004 - of the first plane
