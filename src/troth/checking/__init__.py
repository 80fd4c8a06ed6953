"""The steps put together: agreements, incidents and places of a record, and what they come to.

``evidence``    incidents of feeds and texts, and layers of places, as one view
``agreements``  the agreements that a record has, and those that come with Troth
``watched``     who was looking, for a check
``checks``      findings, made and kept; and made again from their proof
``claims``      what is said not to have happened, or counted, held against the same evidence
``trends``      whether the number of incidents changed on a day
"""

from troth.checking.agreements import (
    agreement_problems,
    find_agreements,
    place_names,
    shipped_agreements,
)
from troth.checking.checks import Checked, check_record, finding_problems
from troth.checking.claims import check_claims
from troth.checking.evidence import Evidence
from troth.checking.trends import trend_of

__all__ = [
    "Checked",
    "Evidence",
    "agreement_problems",
    "check_claims",
    "check_record",
    "find_agreements",
    "finding_problems",
    "place_names",
    "shipped_agreements",
    "trend_of",
]
