"""The tokens of TOML as regular expressions.

Loops are unrolled, and no two branches can begin alike, so that no text costs more than its length. Possessive
quantifiers would say it shorter, but Python 3.11 had them wrong until its fifth release, and Debian 12 has the second.
Long strings need `re.DOTALL`.
"""

BARE = r"[A-Za-z0-9_-]+"
BASIC = r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
LITERAL = r"'[^'\n]*'"
LONG = (
    r'"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}'  # quotes may stand before the closing ones
    r"|'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5}"
)
COMMENT = r"#[^\n]*"
