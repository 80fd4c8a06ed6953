"""What a record holds of incidents and places, and who was looking."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from troth.check.text_incidents import text_incidents
from troth.record import Ledger
from troth.record.incidents import Incidents
from troth.record.joins import events
from troth.record.places import Places


class Evidence:
    """What a record holds of incidents and places; a ``troth.model.EvidenceView``.

    Incidents are those of imported feeds, and those that the texts of the record report.

    Args:
        ledger: the record.
        as_of: the moment whose knowledge is asked for; now, if not given.
    """

    def __init__(self, ledger: Ledger, as_of: datetime | None = None) -> None:
        self._ledger = ledger
        self._as_of = as_of
        self._incidents = Incidents(ledger.folder)
        self._places = Places(ledger.folder)

    def batches(self, *, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The table of incidents: those of feeds first, then those of texts."""
        yield from self._incidents.batches(columns=columns, as_of=self._as_of)
        batch = self.texts()
        if batch.num_rows:
            yield batch if columns is None else batch.select(list(columns))

    def texts(self) -> pa.RecordBatch:
        """The incidents that the texts of the record report."""
        return text_incidents(self._ledger.entries(as_of=self._as_of), self.all_layers.values())

    def files(self) -> list[Path]:
        """The files of the incidents of feeds, for those who read them by themselves."""
        return [
            self._incidents.folder / place
            for item in self._incidents.imports(as_of=self._as_of)
            for place in item.parts(f"source={item.source}")
        ]

    def layers(self) -> tuple[str, ...]:
        """Names of the layers of places, sorted."""
        return self._places.layers(as_of=self._as_of)

    def layer(self, name: str) -> pa.Table | None:
        """A layer of places, or None."""
        return self._places.layer(name, as_of=self._as_of)

    @cached_property
    def all_layers(self) -> Mapping[str, pa.Table]:
        """Every layer of places, by name."""
        found = {name: self.layer(name) for name in self.layers()}
        return {name: table for name, table in found.items() if table is not None}

    def events(self) -> Mapping[str, str]:
        """For joined incidents, the event of each."""
        return events(
            item
            for item in self._incidents.joined()
            if self._as_of is None or datetime.fromisoformat(item.at) <= self._as_of
        )
