"""The record: one folder that keeps what was read, as it was read, and never changes it.

Ledger.open(folder)   the record itself (``ledger``); over it
  folder, database    whether there is one, and its tables at the newest (``migrations``)
  texts               the documents' bytes, by content hash
  writes, queries     rows in, values out (``schema``, ``rows``)
  judging             what people may decide
verify(ledger)        everything again, from the bytes (``verification``)
AsOf(view, moment)    what was known on a past day
"""

from troth.record.ledger import Ledger
from troth.record.verification import Problem, verify
from troth.record.writes import Added, AlreadyThere

__all__ = ["Added", "AlreadyThere", "Ledger", "Problem", "verify"]
