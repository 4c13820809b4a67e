"""In which words do news pages speak of times, names and themselves? Tables by language; no rule stands here.

A language is added by a line in each table. All words are lower case; where a table holds patterns it says so.
"""

from __future__ import annotations

_WEEKDAYS = {
    "en": "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "uk": "понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя",
    "ar": "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
WEEKDAYS = tuple(sorted({form for forms in _WEEKDAYS.values() for form in forms.split()}, key=lambda form: -len(form)))

AFTER_CLOCK = ("uhr", "hrs", "horas", "h", "uur", "hod", "น", "分", "분")
"""What stands after a clock time and says only that it is one, a full stop understood."""

# What tells the halves of the day, as patterns: in some languages it stands before the clock time, in others behind it.
BEFORE_NOON_AHEAD = ("午前", "上午", "凌晨", "早上", "早晨", "清晨", "오전", "새벽")
AFTER_NOON_AHEAD = ("午後", "下午", "오후")
EVENING_AHEAD = ("晚上", "晚间", "晚間", "傍晚", "저녁")
"""In these the hour 12 may be midnight or noon."""
BEFORE_NOON = (r"a(?:\. ?)?m\b\.?", "صباحًا", "صباحا", "ص", r"π(?:\. ?)?μ\b\.?")
AFTER_NOON = (r"p(?:\. ?)?m\b\.?", "مساءً", "مساء", "م", r"μ(?:\. ?)?μ\b\.?")

YEAR_WORDS = ("року", "р", "r", "roku")
"""What stands after a year, a full stop understood."""

BEFORE_TIME = {
    "en": "posted at|posted on|posted|published at|published on|published|first published on|from|at",
    "de": "veröffentlicht am|um|von",
    "fr": "publié le|publié à|à",
    "es": "publicado el|a las",
    "it": "pubblicato il|alle ore|alle|ore",
    "pl": "opublikowano|o godz.|godz.|o",
    "uk": "опубліковано|о",
    "sv": "publicerad|kl.|kl",
    "fi": "klo",
}
DAY_WORDS = {
    "en": "yesterday|today",
    "de": "gestern|heute",
    "fr": "hier|aujourd'hui|aujourd’hui",
    "es": "ayer|hoy",
    "it": "ieri|oggi",
    "pl": "wczoraj|dziś|dzisiaj",
    "uk": "вчора|учора|сьогодні",
}
"""What pages print in the place of a date: which one it is, only the reader's own clock tells."""
NOT_BEHIND_TIME = (
    "by",
    "until",
    "till",
    "since",
    "ab",
    "bis",
    "gegen",
    "seit",
    "dès",
    "vers",
    "dalle",
    "od",
    "do",
    "до",
    "з",
)
"""What tells that a time at the end of a line is part of its sentence; so does all that stands before times."""
UPDATED = {
    "en": "last updated at|last updated|updated at|updated on|updated|update",
    "de": "zuletzt aktualisiert am|zuletzt aktualisiert|aktualisiert am|aktualisiert|update|stand",
    "fr": "mis à jour le|mis à jour à|mis à jour|actualisé à|actualisé",
    "es": "actualizado el|actualizado a las|actualizado",
    "it": "aggiornato il|aggiornato alle|aggiornato",
    "pl": "zaktualizowano|aktualizacja|odświeżone",
    "uk": "оновлено о|оновлено",
}

ZONES_OF_NOTICES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "uk": "Europe/London", "british": "Europe/London", "london": "Europe/London",
    "kyiv": "Europe/Kyiv", "kiev": "Europe/Kyiv", "ukraine": "Europe/Kyiv", "ukrainian": "Europe/Kyiv",
    "german": "Europe/Berlin", "paris": "Europe/Paris", "madrid": "Europe/Madrid", "rome": "Europe/Rome",
    "warsaw": "Europe/Warsaw", "київ": "Europe/Kyiv", "київським": "Europe/Kyiv",
}  # fmt: skip
"""What a notice such as `All times Eastern` may name, and the zone it means."""

BY = {
    "en": "By|Reporting by|Posted by|Written by|Edited by|Live reporting by",
    "de": "Von",
    "fr": "Par",
    "es": "Por",
    "it": "Di|A cura di",
    "pl": "Autor:|Opracował|Opracowała",
    "uk": "Автор:|Авторка:",
}
FROM = {"en": "From"}
"""What leads a name only where a desk stands between: `From CNN's …`."""
PENNED = {
    "ar": "بقلم:?|كتبها:?|كتبتها:?",
    "he": "מאת:?",
    "ja": "文[:：/／=＝・]|執筆[:：/／=＝]|取材・文[:：/／=＝・]|記者[:：/／=＝]",
    "zh": "记者[:：/／]|記者[:：/／]|撰文[:：/／]|文[/／]",
}
"""Patterns of what says that a name follows, in scripts without capitals."""
IN_NO_NAME = {
    "en": "and|or|by|with|till|until|next|last|this|morning|afternoon|evening|night|noon|midday|midnight|today|"
    "tomorrow|yesterday|tonight|week|weekend|month|year",
    "de": "und|oder|bis|heute|gestern|vormittag|nachmittag|abend|nacht|mitternacht|wochenende",
    "fr": "matin|soir|minuit|aujourd'hui",
    "es": "mañana|noche|medianoche|semana",
    "it": "mattina|pomeriggio|notte|mezzanotte|domani|settimana",
    "pl": "rano|południe|wieczór|północ|dzisiaj|jutro|wczoraj",
    "uk": "ранок|ранку|полудень|вечір|північ|сьогодні|завтра|вчора",
}
"""Words that no name holds, however it is spelled."""
REPORTING_FROM = ("reporting from", "reporting in", "berichtet aus", "à", "desde", "da", "z", "з")
REPORTS = ("reports", "writes", "berichtet", "schreibt", "rapporte", "informa", "scrive", "relacjonuje")
AGENCIES = ("Reuters", "AFP", "AP", "PA", "PA Media", "dpa", "EFE", "ANSA", "PAP", "TASS", "Ukrinform", "Укрінформ")

FLAGS = {
    "en": "key event|key update|key moment|breaking|breaking news|pinned|pinned post|important|live",
    "de": "eilmeldung|wichtig|angepinnt",
    "fr": "urgent|l'essentiel|épinglé",
    "es": "última hora|destacado|urgente",
    "it": "ultim'ora|in evidenza",
    "pl": "pilne|ważne|przypięte",
    "uk": "терміново|важливо",
}
"""What a page sets beside an entry to say that it matters."""

LIVE = {
    "en": "live updates|live|live blog|liveblog|as it happened|highlights",
    "de": "liveticker|live-ticker|ticker|newsblog",
    "fr": "en direct|direct",
    "es": "en directo|en vivo|minuto a minuto",
    "it": "in diretta|diretta|la diretta",
    "pl": "na żywo|relacja",
    "uk": "онлайн|наживо|хроніка",
    "ar": "مباشر",
    "ja": "速報|ライブ",
    "zh": "直播|实时|實時",
    "ko": "속보|생중계|실시간",
}
"""What the headline of a live blog is likely to hold."""

INDEXES = {
    "en": "key events|key updates|key moments|key points|what we know|here's what you need to know:?|show key "
    "events only|"
    "latest updates|contents|in this story|summary of events",
    "de": "das wichtigste in kürze|die wichtigsten ereignisse|inhalt",
    "fr": "l'essentiel|les moments clés|sommaire",
    "es": "lo más importante|puntos clave|claves",
    "it": "punti chiave|in primo piano",
    "pl": "najważniejsze|najważniejsze wydarzenia",
    "uk": "головне|ключові події",
}

GLUED = r"(?:Return|Back|Jump) to (?:menu|top)(?=[^\W\d_a-z]|[\"“‘'])"
"""A pattern of buttons that a paste glues to the line after them."""

FOOT = {
    "en": "related articles?|related stories|related topics|related|more on this story|more on .{1,40}|more "
    "about|more stories|"
    "most viewed|most read(?: in .{1,40})?|most popular|top stories|recommended|comments?|topics|tags|"
    "trending.{0,30}|read next|"
    "you may also like|latest videos|topics mentioned in this article|don't miss|newest newest|newsletters?|site "
    "index|"
    "follow .{1,30}|contact us|about us|privacy policy|terms (?:and|&) conditions|join our commenting forum|view "
    "comments.{0,20}",
    "de": "das könnte sie auch interessieren|mehr zum thema|schlagwörter|meistgelesen|kommentare|impressum|"
    "datenschutz|"
    "weitere themen|lesen sie auch",
    "fr": "à lire aussi|les plus lus|sur le même sujet|commentaires|mentions légales|lire aussi",
    "es": "más noticias|lo más leído|lo más visto|te puede interesar|comentarios|archivado en|más información|"
    "aviso legal",
    "it": "leggi anche|i più letti|articoli correlati|commenti|potrebbe interessarti|note legali",
    "pl": "zobacz również|zobacz także|czytaj także|czytaj też|przeczytaj również|najpopularniejsze|komentarze|"
    "polecane",
    "uk": "читайте також|найпопулярніше|коментарі|теги|рекомендуємо|за темою",
}
"""Patterns of lines below which a page has no more entries."""

SKIP = {
    "en": "(?:skip|jump|go)(?: straight| directly)? to (?:the )?(?:(?:main|primary|page|site|section|key|live|latest|"
    "secondary|accessibility) ){0,2}(?:content|contents|navigation|nav|menu|site index|search|footer|header|events|"
    "updates|feed|article|sidebar|comments|help|links)|skip (?:navigation|advertisement|ads?|menu|links)",
    "de": "(?:direkt |springe )?(?:zum|zur) (?:(?:haupt|seiten|artikel)?inhalt|(?:haupt)?navigation|"
    "(?:haupt|seiten)?men[uü]|suche|fu(?:ß|ss)zeile|footer|seitenende|kopfzeile)(?: springen| wechseln)?|"
    "(?:navigation|men[uü]|inhalt|anzeige|werbung) [uü]berspringen",
    "fr": "(?:aller|acc[eé]der|passer|sauter)(?: directement)? (?:au|à la) (?:contenu|menu|navigation|recherche|"
    "pied de page)(?: principale?)?",
    "es": "(?:saltar|ir|pasar)(?: directamente)? (?:al|a la|a) (?:contenido|men[uú]|navegaci[oó]n|b[uú]squeda|"
    "pie de p[aá]gina)(?: principal)?",
    "it": "(?:vai|salta|passa)(?: direttamente)? (?:al|alla) (?:contenuto|contenuti|men[uù]|navigazione|ricerca|"
    "pi[eè] di pagina|footer)(?: principale| principali)?",
    "pl": "(?:przejdź|przeskocz|pomiń)(?: od razu)?(?: do)? (?:głównej |głównego )?(?:treści|zawartości|menu|nawigacji|"
    "nawigację|wyszukiwarki|stopki)(?: strony| głównej)?",
    "uk": "перейти до (?:основного |головного )?(?:вмісту|змісту|контенту|меню|навігації|пошуку)",
    "pt": "(?:ir|pular|saltar) (?:para|ao|à) (?:o )?(?:conte[uú]do|menu|navegaç[aã]o)(?: principal)?",
    "nl": "(?:ga )?(?:direct )?naar (?:de )?(?:hoofd)?(?:inhoud|navigatie|zoeken)",
    "sv": "hoppa (?:direkt )?till (?:huvud)?(?:inneh[aå]ll|inneh[aå]llet|meny|navigering)",
    "ja": "(?:本文|メインコンテンツ|コンテンツ)へ(?:移動|スキップ|ジャンプ)",
    "zh": "(?:跳到|跳至|跳转到|跳轉至)(?:主要|主)?(?:内容|內容|导航|導航)",
}
"""Patterns of links for people who do not see the page, by which they get past its menus; pages glue them together."""

# Patterns of lines that stand on a page and are none of its news, each with what it is. They match the folded line.
FURNITURE: tuple[tuple[str, str], ...] = (
    (r"[\d.,]{1,7}", "a counter"),
    (
        r"\d[\d.,]* (?:posts?|updates?|comments?|shares?|likes?|entries|kommentare|commentaires|comentario"
        r"s|commenti|komentarzy)",
        "a counter",
    ),
    (r"sort by.*|latest|oldest|(?:latest|newest) first|oldest first", "a button"),
    (r"(?:.* )?(?:please )?click here.{0,40}|.*\bprevious coverage\b.{0,60}", "a link to other coverage"),
    (r"(?:show|load|see|view|read) more(?: .{0,60})?|read more .{0,100}|read more: .{0,140}", "a link to more"),
    (
        r"continue reading(?: .{0,40})?|mehr anzeigen|mehr lesen|voir plus|ver mas|leggi tutto|"
        r"zobacz wiecej|читати далі",
        "a link to more",
    ),
    (
        r"(?:article )?share(?: tools| this| this post| this article| link)?|copy (?:this )?link|"
        r"link copied!?|close",
        "a button",
    ),
    (
        r"facebook|twitter|x|whatsapp|telegram|linkedin|reddit|instagram|e-?mail|print|save|tweet|"
        r"comments?|bookmark",
        "a button",
    ),
    (
        r"teilen|partager|compartir|condividi|udostepnij|поділитися|kopieren|drucken|copiar|imprimir|"
        r"stampa|drukuj",
        "a button",
    ),
    (
        r"follow(?:ing)?|folgen|suivre|seguir|segui|obserwuj|стежити|متابعة|フォロー(?:する)?|关注|關注|팔로우",
        "a button",
    ),
    (
        r"(?:this|the|our) live (?:page|blog|feed|coverage|event) (?:is|has|has been)(?: now)? "
        r"(?:closed|ended|over|finished)\.?|der (?:live-?)?(?:ticker|blog) ist (?:nun )?(?:beendet|geschlossen)\.?|"
        r"ce direct est (?:desormais |maintenant )?(?:termine|clos)\.?",
        "a notice that the live blog is closed",
    ),
    (
        r"about sharing|read more about these links\.?|"
        r"(?:back|return|jump) to (?:top|the top|menu|latest.*)|nach oben",
        "a button",
    ),
    (r"show key events only|please turn on javascript to use this feature", "a button"),
    (r"advertisement|ad|sponsored(?: content)?|promoted|story continues below advertisement", "an advertisement"),
    (r"anzeige|werbung|publicite|publicidad|pubblicita|reklama|реклама", "an advertisement"),
    (r"stream(?:ing)? (?:on|now)\b.{0,60}|(?:watch|listen) (?:live|now|here|on)\b.{0,60}", "a promo"),
    (r"(?:sign up|subscribe|log in)\b.{0,80}|download (?:our|the) .{0,60}", "a promo"),
    (r"(?:©|\(c\)|copyright\b).{0,120}|all rights reserved\.?", "a notice of rights"),
    (r"all times (?:are |stated are )?.{1,40}", "a notice on times"),
)  # fmt: skip


def forms(table: dict[str, str]) -> tuple[str, ...]:
    """All forms of a table in which `|` parts them, the longest first, so that a pattern of them takes the whole."""
    return tuple(
        sorted({form for row in table.values() for form in row.split("|")}, key=lambda form: (-len(form), form))
    )
