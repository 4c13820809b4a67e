"""What is wrong with the record? One finding: a code, a place, a sentence, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

CODES = {
    "missing": "a file that was written is not there",
    "changed": "a file holds other bytes than were written",
    "renamed": "a file has another name than it was written under",
    "added": "a file that nobody wrote down stands in the record",
    "altered": "somebody changed an entry's words, or what its head says of it",
    "unreadable": "a file is not what it should be: no JSON, no head, no UTF-8",
    "account": "the account of a page has holes, or does not fit its text",
    "provenance": "an entry points to a place where its words do not stand",
    "derived": "an entry does not follow from what its captures show",
    "sidecar": "what is said of a capture in seeds/ is not what the archive says",
    "manifest": "a list of digests is not as it was written",
    "log": "the log of the record is not as it was written, or the record is not as the log says",
    "reading": "a reader of the same version finds something else in a capture",
}
"""What can be found, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was written. `code` is of CODES; `path` stands below the archive's root."""

    code: str
    path: str
    fault: str
    mend: str
