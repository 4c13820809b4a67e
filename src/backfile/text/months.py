"""Which month does a word name? In the languages of the live blogs that are read. A table; no rule stands here.

A language is added by a line: each month in its forms, abbreviated ones too; a full stop after any is understood.
"""

from __future__ import annotations

_MONTHS = {
    "en": "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|"
    "oct october|nov november|dec december",
    "de": "januar jänner|februar|märz mär mrz|april|mai|juni|juli|august|september|okt oktober|november|dez "
    "dezember",
    "fr": "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|septembre|octobre|novembre|"
    "décembre déc",
    "es": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|"
    "diciembre dic",
    "it": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre set|ottobre ott|"
    "novembre|"
    "dicembre",
    "pl": "stycznia sty|lutego lut|marca|kwietnia kwi|maja|czerwca cze|lipca lip|sierpnia sie|września wrz|"
    "października paź|listopada lis|grudnia gru",
    "uk": "січня січ|лютого лют|березня бер|квітня кві|травня тра|червня чер|липня лип|серпня сер|вересня вер|"
    "жовтня жов|"
    "листопада лис|грудня гру",
    "ar": "يناير|فبراير|مارس|أبريل إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
}  # fmt: skip
MONTHS = {
    form: number
    for months in _MONTHS.values()
    for number, forms in enumerate(months.split("|"), start=1)
    for form in forms.split()
}
"""The number of each month, from 1 on, by its forms in lower case."""
