"""Fragments of HTML, such as a feed's entries hold: their text, blocks as paragraphs.

trafilatura looks for an article in a whole page and is of no use on a fragment.
"""

from html.parser import HTMLParser

_BLOCKS = """
    address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hr li main ol p pre section table td th tr ul
"""

BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset(("script", "style", "template", "iframe", "noscript"))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.blocks[-1].append("\n")
        elif tag in BLOCKS:
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.blocks[-1].append(" ".join(f"|{data}|".split())[1:-1])


def text_of(html: str) -> str:
    """The text of a fragment: a blank line between blocks, white space as it shows."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    blocks = (_block("".join(parts)) for parts in parser.blocks)
    return "\n\n".join(block for block in blocks if block)


def _block(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
