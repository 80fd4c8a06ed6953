"""What anyone can look at: the static site, the open data, and the ledgers in a terminal.

The steps, in the order of ``publish_site``:

1. ``folder``: a place beside the target, swapped in when the site is whole;
2. ``cards``: each record of a reading in words, with its spans;
3. ``segments`` and ``text``: the text cut at every span boundary;
4. ``document`` and ``judgements``: what one document's page says;
5. ``data``: the JSON forms, the texts and the annotations;
6. ``spool`` and ``rows``: what the pages of many documents are made from;
7. ``pages``: templates, filled and escaped.

``terminal`` prints one reading.
"""

from troth.publish.site import publish_site
from troth.publish.terminal import print_reading

__all__ = ["print_reading", "publish_site"]
