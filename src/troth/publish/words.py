"""Plain words for the values of a reading: the same for every party; unknown is said as unknown."""

from datetime import date, datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from troth.model import Act, ActorKind, Amount, Day, Document, Form, Standing

NOT_SAID = "not said in the text"
NOT_STATED = "not stated by the source"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

FORMS = {
    Form.DIRECT: "direct quotation",
    Form.INDIRECT: "reported speech",
    Form.MIXED: "partly quoted",
}

ACTS = {
    Act.ASSERT: "says that something is so",
    Act.PROMISE: "the speaker’s side will do something",
    Act.OFFER: "the speaker’s side would do something, as a proposal or if another does",
    Act.DEMAND: "another should do something",
    Act.AGREE: "accepts, or tells of an agreement",
    Act.REJECT: "refuses a proposal or denies a charge",
    Act.THREATEN: "bad consequences by the speaker’s side",
    Act.ACCUSE: "blames somebody for a wrong",
    Act.APPRAISE: "praises, thanks, criticises or feels",
}

STANDINGS = {
    Standing.AGREED: "agreed by",
    Standing.PROMISED: "promised by",
    Standing.OFFERED: "offered by",
    Standing.DEMANDED: "demanded of",
    Standing.REJECTED: "rejected by",
    Standing.DISCUSSED: "discussed, to be done by",
}

ACTORS = {
    ActorKind.PERSON: "person",
    ActorKind.STATE: "state",
    ActorKind.BODY: "body",
    ActorKind.GROUP: "group",
    ActorKind.UNNAMED: "unnamed; kept as the text describes it",
    ActorKind.UNKNOWN: "kind not told by the text",
}

PUBLISHED_FROM = {
    "metadata": "from the source’s metadata",
    "dateline": "from its dateline",
    "text": "from its text",
    "option": "given by whoever had it read",
}


def plain(value: str) -> str:
    """A word of a closed vocabulary for a reader: ``sanctions_relief`` is "sanctions relief"."""
    return value.replace("_", " ")


def day_words(day: Day | date) -> str:
    """A day, month or year in words; what the ISO prefix leaves open is said to be open."""
    parts = str(day).split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return str(day)
    if len(parts) == 1:
        return f"{parts[0]} (month and day {NOT_SAID})"
    month = int(parts[1])
    if not 1 <= month <= 12:
        return str(day)
    if len(parts) == 2:
        return f"{MONTHS[month - 1]} {parts[0]} (day {NOT_SAID})"
    return f"{int(parts[2])} {MONTHS[month - 1]} {parts[0]}"


def moment_words(moment: datetime) -> str:
    """A moment to the minute, with its time zone when it has one."""
    zone = moment.tzname()
    clock = f"{day_words(moment.date())}, {moment:%H:%M}"
    return f"{clock} {zone}" if zone else clock


def term_words(since: Day | None, until: Day | None) -> str | None:
    """The days of a term; None when the text tells neither end."""
    if since and until:
        return f"from {day_words(since)} until {day_words(until)}"
    if since:
        return f"since {day_words(since)}; its end is {NOT_SAID}"
    if until:
        return f"until {day_words(until)}; its start is {NOT_SAID}"
    return None


def amount_words(amount: Amount) -> str:
    """A sum of money with its digits grouped: ``2,000,000,000 EUR``."""
    value = amount.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:,} {amount.currency}"


def title_words(document: Document) -> str:
    """The title that the source's metadata gives, else the file's own name; none is invented."""
    if document.title and document.title.strip():
        return " ".join(document.title.split())
    if document.file == "-":
        return "standard input"
    return PurePosixPath(document.file.rstrip("/")).name or document.file


def first_line(text: str, *, longest: int = 120) -> str:
    """The first line of a text that is not empty, cut with an ellipsis; empty for an empty text."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def web_address(url: str | None) -> str | None:
    """The address when it is safe to link to: http or https, a host, and nothing unprintable."""
    if not url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def counted(count: int, noun: str) -> str:
    """A number with its noun in the right form: "1 statement", "2 statements"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
