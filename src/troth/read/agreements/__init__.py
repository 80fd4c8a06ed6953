"""Agreements, from the YAML files that people write.

``load`` goes from the outside in: ``tree`` (YAML as text, with lines), ``schema`` (the keys and
what they may hold, with ``words``, ``windows`` and ``areas``), ``references`` (what one part says
of another). What is wrong on the way is a ``Fault``, and all of them are one ``AgreementError``.
"""

from troth.model.agreement_form import agreement_form as to_form
from troth.model.agreement_form import agreement_hash
from troth.read.agreements.faults import AgreementError, Fault
from troth.read.agreements.load import LARGEST, from_form, load, loads
from troth.read.agreements.references import PlaceNames
from troth.read.agreements.schema import json_schema

__all__ = [
    "LARGEST",
    "AgreementError",
    "Fault",
    "PlaceNames",
    "agreement_hash",
    "from_form",
    "json_schema",
    "load",
    "loads",
    "to_form",
]
