"""Sources: from a file, address, folder, feed, archive or standard input to documents.

- ``dispatch``: from a source to its documents; the table of readers.
- ``open``, ``folder``, ``fetch``, ``network``: where the bytes come from.
- ``sniff``, ``decode``: what the bytes are.
- ``text``, ``page``, ``feed``, ``pdf``, ``warc``: one reader for each kind.
- ``markup``, ``fragment``, ``unpack``: what those readers need.
- ``published``, ``language``: what is told of the text.
- ``build``: the one place where a document is made.
- ``problem``: the one place where a refusal becomes an issue.
"""

from troth.read.sources.dispatch import documents

__all__ = ["documents"]
