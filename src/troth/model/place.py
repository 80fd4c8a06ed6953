"""The id of a place of a layer."""

from datetime import date

from troth.model.identity import content_id


def place_id(layer: str, name: str | None, geometry: bytes, since: date | None) -> str:
    """Content id of a feature: of its layer, main name, WKB and first day."""
    form = {
        "layer": layer,
        "name": name,
        "geometry": geometry.hex(),
        "since": since.isoformat() if since else None,
    }
    return content_id("place", form)
