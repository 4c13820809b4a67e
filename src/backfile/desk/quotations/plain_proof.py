"""How is what was found of a draft told to programs? The form of `prove --json`."""

from __future__ import annotations

from datetime import datetime

from backfile.desk.plain import plain_corrected, plain_time
from backfile.desk.quotations.standing import Spell
from backfile.desk.quotations.verdicts import Checked, Held, Proof
from backfile.model.evidence import tell_undisplayed
from backfile.model.plain import dump
from backfile.text.claims import Claim
from backfile.text.runs import Run


def plain_proof(proof: Proof, name: str) -> dict[str, object]:
    """The form of `prove --json`. `start` and `end` count the characters of the draft."""
    return {
        "draft": name,
        "entries": proof.entries,
        "liveblogs": proof.liveblogs,
        "incomplete": proof.incomplete,
        "beyond": proof.beyond,
        "unread": proof.unread,
        "quotes": [_plain(checked) for checked in proof.checked if checked.quote],
        "claims": [_plain_claim(checked.claim, checked) for checked in proof.checked if checked.claim],
        "notes": list(proof.notes),
    }


def _plain(checked: Checked) -> dict[str, object]:
    held, claim = checked.held, checked.claim
    return {
        "text": checked.text,
        "start": checked.start,
        "end": checked.end,
        "verdict": str(checked.verdict),
        "permalink": held.permalink if held else None,
        "revision": held.wording.revision.number if held else None,
        "newest": held.stands if held else None,
        "claimed_by": _instant(claim.by) if claim and claim.by else None,
        "known_by": _instant(held.wording.known.by) if held and held.wording.known else None,
        "known_ground": str(held.wording.known.ground) if held and held.wording.known else None,
        "edited_by": _instant(checked.next.known.by) if checked.next and checked.next.known else None,
        "stood": [_plain_spell(each) for each in checked.spells],
        "published": plain_time(held.own.published) if held else None,
        "undisplayed": _is_undisplayed(held) if held else None,
        "withdrawn": held.entry.withdrawn if held else None,
        "evidence": str(held.wording.evidence) if held else None,
        "differs": [_plain_run(run) for run in checked.runs],
        "also": list(checked.also),
        "theirs": checked.theirs,
        "withheld": checked.withheld,
        "to_others": checked.to_others and str(checked.to_others),
        "unchecked": list(checked.unchecked),
        "corrected": plain_corrected(held.entry) if held else None,
    }


def _is_undisplayed(held: Held) -> bool:
    return any(tell_undisplayed(held.wording.revision.provenance, held.wording.captures))


def _plain_spell(spell: Spell) -> dict[str, object]:
    """When the words stood: `edited_by` is the instant by which other words are shown to stand after them."""
    first, edit = spell.first, spell.edit
    return {
        "revision": first.revision.number,
        "known_by": _instant(first.known.by) if first.known else None,
        "edited": edit is not None,
        "edited_by": _instant(edit.known.by) if edit and edit.known else None,
    }


def _plain_claim(claim: Claim, checked: Checked) -> dict[str, object]:
    return {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "by": _instant(claim.by) if claim.by else None,
        "note": claim.note,
        "quoted": checked.quote is not None,
        "verdict": str(checked.verdict),
    }


def _plain_run(run: Run) -> dict[str, str]:
    return {"kind": str(run.kind), "text": run.text}


def _instant(instant: datetime) -> str:
    return str(dump(instant))
