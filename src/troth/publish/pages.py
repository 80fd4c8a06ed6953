"""Pages from templates: everything from outside is escaped, and everything is in the one file."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from troth.publish.visible import visible
from troth.publish.words import counted, day_words, moment_words, plain


class Pages:
    """The templates of a site, with the style and the scripts that go into every page.

    Args:
        title: the name of the site.
        as_of: the moment that the site shows, in words; empty for now.
    """

    def __init__(self, title: str, as_of: str) -> None:
        self._environment = Environment(
            loader=PackageLoader("troth.publish", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "counted": counted,
            "day": day_words,
            "exact": exact,
            "moment": moment_words,
            "names_data": names_data,
            "plain": plain,
        }
        self._environment.globals |= {"site": title, "as_of": as_of, "style": _static("site.css")}

    def write(self, path: Path, template: str, script: str, values: Mapping[str, Any]) -> None:
        """Write one page, piece by piece, so that long lists never stand in memory.

        Args:
            path: where it goes.
            template: its file among the templates.
            script: its file among the static files.
            values: what the template is filled with; lists may be iterators.
        """
        code = _static(script)
        policy = content_policy(style=_static("site.css"), script=code)
        stream = self._environment.get_template(template).stream(values, script=code, policy=policy)
        stream.enable_buffering(64)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(stream)


def exact(text: str) -> Markup:
    """The text of a document so that a browser holds the same characters, line ends included."""
    return Markup(str(escape(visible(text))).replace("\r", "&#13;"))  # noqa: S704 - escaped here


def names_data(names: Iterable[str]) -> str:
    """Names for a script to compare, in the very characters that the page shows."""
    return json.dumps([visible(name) for name in names], ensure_ascii=False)


def content_policy(*, style: str, script: str) -> str:
    """A content security policy under which only this style and this script run.

    They are named by hash and stand in the page: that works from a disk in every browser, and one
    page can be passed on alone.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")


def _static(name: str) -> Markup:
    content = files("troth.publish").joinpath("static", name).read_text(encoding="utf-8")
    return Markup(content)  # noqa: S704 - our own file


def _shown(value: Any) -> Any:
    """Every value that a template prints passes here."""
    return visible(value) if type(value) is str else value
