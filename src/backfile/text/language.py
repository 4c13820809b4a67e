"""In which language is a text written? Told by its script, else by the commonest words of the languages of that script.

A guess is a BCP 47 primary code (`en`, `uk`), or None where the text does not show it: names, figures, a word or two.
A word that several languages share speaks for each of them by its share, so that what decides is what tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from backfile.text.fold import WORD

LEAST = 2
"""Different common words of its language that a text holds at least: one alone is a name, or a title."""
LEAD = 1.0
"""By more words of its own than that a language leads the next one. Found, with the two others, on the updates of
English live blogs and on messages of programs in 60 languages: where a lead of one word was enough, seven times as many
texts of six to nine words were called by another language's name; 1.2 leaves more untold and is right no more often.
"""
SHARE = 0.1
"""Of a text's words: a language whose common words are rarer than that is quoted, or a kin of one not known here."""
_MOST = 5_000
"""Characters that are looked at: more change nothing, and a page that is one entry can hold millions."""

# Scripts by the ranges of their letters, and the one language that is guessed of each; None where several share it.
_SCRIPTS = {
    "Latin": ("A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿ", None),
    "Cyrillic": ("Ѐ-ԯ", None),
    "Arabic": ("ؠ-يٮ-ۓەۮۯۺ-ۿݐ-ݿ", None),
    "Devanagari": ("ऄ-हक़-ॡ", None),
    "Greek": ("Ͱ-Ͽἀ-῿", "el"),
    "Hebrew": ("א-ת", "he"),
    "Armenian": ("Ա-և", "hy"),
    "Georgian": ("Ⴀ-ჿᲐ-Ჿ", "ka"),
    "Bengali": ("অ-হ", "bn"),
    "Gurmukhi": ("ਅ-ਹ", "pa"),
    "Gujarati": ("અ-હ", "gu"),
    "Tamil": ("அ-ஹ", "ta"),
    "Telugu": ("అ-హ", "te"),
    "Kannada": ("ಅ-ಹ", "kn"),
    "Malayalam": ("അ-ഹ", "ml"),
    "Sinhala": ("අ-ෆ", "si"),
    "Thai": ("ก-ะาำเ-ๆ", "th"),
    "Lao": ("ກ-ະາຳເ-ໆ", "lo"),
    "Burmese": ("က-ဪ", "my"),
    "Khmer": ("ក-ឳ", "km"),
    "Ethiopic": ("ሀ-ፚ", "am"),
    "Hangul": ("가-힣ᄀ-ᇿ", "ko"),
    "Kana": ("ぁ-ゖァ-ヺ", "ja"),
    "Han": ("㐀-䶿一-鿿", "zh"),
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, (letters, _) in _SCRIPTS.items()}
_KANA_OF_JAPANESE = 0.1
"""Of Han and kana together: Japanese has far more, and Chinese none but in names."""
_HAN_OF_CHINESE = 12
"""Characters without kana: a headline in Japanese has no more, and a sentence always some."""

# The commonest words of each language, those of every text rather than those of news.
_WORDS = {
    "af": """die van en in is het nie te dat vir met om op wat sy hy as by hulle ons ek was word sal ook aan kan
        maar uit na haar nog hierdie deur oor""",
    "ca": """de la i el que a en els les un una per amb és no del al es ha més com va s són però seva seu aquest
        aquesta hi ho ja també sobre o dels pel han fins molt quan sense ser havia ens aquests des l""",
    "cs": """a v se na že je to s z do o i ve k za si jako by od po pro ale jsou který která které jsem bylo byl
        byla aby však jeho není nebo až už také při jen ze bude podle mezi co tak před být má jejich této jsme jste
        byli byly protože kde když nám vám dnes bez kdo""",
    "cy": "yn y i o a yr ar mae wedi ei am bod ac gan eu oedd fod hyn ond fel hefyd roedd sy",
    "da": """og i at det er en til på som for af ikke den har med de var et der han men om sig fra jeg vi kan skal
        vil blev efter også hun ved nu eller man hvor være havde denne dette hvad mod ud over når siger alle have
        bliver mere kun meget noget nogle mig dem os end så op deres hans hvis uden mellem siden kunne skulle ville
        selv får går sagde sammen blive blevet været andre mange tid tidligere lige ind ham hende""",
    "de": """der die das und in zu den von mit ist für im auf nicht dem ein eine des sich als auch es an werden aus
        er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor
        zur bis mehr durch man sein wurde sei wir ich ihr kann gegen vom können wenn hatte unter seine diese habe
        keine uhr ihre seinen seiner dieser dieses jetzt schon soll sollen waren hier gibt etwa laut beim seit""",
    "en": """the of and to in a is that for it on was with as be at by he from this have are an not but they his
        had has which or we were their been who will would there you said she her its if about more when one after
        all what out up no can so i than into them him do could people just my your our now get how here over very
        don didn""",
    "es": """de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si
        sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi
        porque qué han hay donde quien nos contra él durante tras según ante fueron están hacia otro otros cada
        debe puede vez así además tiene hacer todos mientras aunque ese esa eso estos estas""",
    "et": """ja on ei et see ta oli aga kui ka mis või nii ning oma kes siis seda ole tema välja selle veel nende
        oleks juba ainult üle pärast kuid väga nagu mitte need saab olid kõik pole juures ennast kuni enne ees peab
        tuleb selles sellest""",
    "eu": "eta da ez du bat dira baina ere dute zuen zen hau hori egin izan beste den dela",
    "fi": """ja on ei että se oli hän mutta ovat kun niin myös kuin ole jo vain tai sen joka mukaan jos hänen ollut
        mitä nyt sitä kanssa vielä olla tämä ennen jälkeen ne voi siitä noin tämän sekä olivat olen hyvin kuitenkin
        hänet koska kuitenkaan eivät myöskään tulee saa voidaan sitten kuten jotka jossa tässä ettei olisi kaikki
        mitään jotta eikä enää he minä sinä me te""",
    "fr": """de la le et les des en un une du à est que pour dans qui par sur au plus pas ce il avec ne se sont son
        aux ont été cette mais ou sa leur on nous comme je vous elle ses être fait l qu ça c y tout si après sans
        deux cela ces aussi encore alors entre depuis peut doit fois bien même où selon""",
    "gl": """de a o que e do da en un para é con non unha os na se por máis as dos como pero foi ao das á seu súa
        ou ser moi hai xa tamén só polo pola ata isto ela entre despois sen mesmo coa co nos está""",
    "hr": """i u je na da se za su od s a o ne kao koji će iz bi to što ali koja samo nije koje sve do nakon prema
        više po ili kako već dok između bio bila biti još mu ga te sam smo bez kod gdje prije tijekom vrijeme
        uvijek tko ovdje zbog također dio dvije mjesto poslije svi cijeli tjedna bilo nego""",
    "hu": """a az és hogy nem is egy ez volt meg csak van már el még de ha azt mint vagy kell ki lesz be lehet fel
        után szerint ezt pedig között minden mert akkor nagyon több ami aki voltak azonban sem olyan ezek azok ahol
        amikor kellett volna minket őket ennek annak itt""",
    "id": """yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena ada mereka saya adalah oleh
        atau telah sudah kami bisa lebih kata orang anda para kepada saat seperti dia bahwa sebuah tersebut kita
        hari tahun""",
    "is": """og að í á er sem til við með um ekki það var en af hann fyrir hún þá eru frá hafa þetta eftir upp úr
        hefur voru þegar""",
    "it": """di e il la che in a per un è una del con non i le da si dei al sono della ha nel lo più come gli alla
        anche ma ci se delle o dal ed essere stato dalla nella su questo suo hanno l dell all così dopo tra fra era
        due sua degli molto tutti perché ai questa può ancora quando mentre secondo prima ogni fa stata stati""",
    "lt": """ir kad yra į iš su tai kaip bet ar dėl po buvo jis ne jų už apie nuo iki taip pat savo tik prie kuris
        ji bus kurie dar jau per ant būti""",
    "lv": """un ir ka no uz ar par bet kā tas viņš to arī kas nav pēc vai ja lai tā pie līdz gan jau vēl tiek bija
        šī savu būs kad viņa ļoti tikai""",
    "ms": """dan yang di itu dengan untuk tidak ini dari dalam akan pada juga ke kerana ada mereka saya adalah oleh
        atau telah sudah kami boleh lebih kata orang para kepada seperti bahawa ialah beliau tersebut sebuah kita
        hari tahun polis""",
    "nl": """de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij door naar hij
        ze uit nog over wordt werd worden heeft hebben was tot deze wel meer kan al geen of zich tegen na onder ik
        je we wij zei dit hun haar wat waar zal moet hebt weer toen nu veel omdat waren zou kunnen tussen sinds hem""",
    "no": """og i at det er en til på som for av ikke den har med de var et der han men om seg fra jeg vi kan skal
        vil ble etter også hun ved nå eller man hvor være hadde denne dette hva mot ut over når sier alle ha blir
        mer bare mye noe noen meg dem oss enn så opp deres hans ikkje eg frå ein eit vere dei ho blei vart kva hvis
        uten mellom siden kunne skulle ville selv får går sa sammen bli blitt vært andre mange tid tidligere inn
        ham henne fikk mens flere""",
    "pl": """w i z na się że do nie to jest o jak za po od co przez dla ale oraz już tylko jego także są był było
        była być jednak tym tego który która które a też ze czy ma przed pod może bardzo jej ich przy gdy będzie
        mnie ja nad będą został została gdzie kiedy jeśli bez jako we więc nas was im""",
    "pt": """de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à
        seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo
        aos ter seus são foram pelos às você vez assim além ainda pode fazer todos enquanto embora esse essa estes""",
    "ro": """de și în a la cu pe o să nu din care un este că mai pentru se au fost sunt ca al ale prin după dar sau
        lui ei lor ce fi va am are unui unei către fără această acest până iar doar între când sa său şi nici
        despre acum aceasta foarte putea trebuie atunci unde""",
    "sk": """a v sa na že je to s z do o i vo k za si ako by od po pre ale sú ktorý ktorá ktoré som bolo bol bola
        aby však jeho nie alebo až už aj pri len zo bude podľa medzi čo tak pred byť má ich tejto ktorí sme ste
        boli kde keď nám vám dnes bez kto pretože túto""",
    "sl": """in je v na se da so za z pa ki s bi ne po kot tudi od pri iz do o ga ali še že ni bil bila bilo kar
        zaradi ko med bo lahko jih tega več pred samo če sem smo nekaj zelo kjer ker ter bili bile danes brez imajo
        ima kako""",
    "sq": "të e në dhe për një me nuk është që i u nga si do ka më kjo ky janë por kanë edhe ishte se së",
    "sr": """i u je na da se za su od s a o ne kao koji će iz bi to šta ali koja samo nije koje sve do nakon prema
        više po ili kako već dok između bio bila biti još mu ga sam smo bez kod gde pre tokom vreme uvek ko ovde
        zbog takođe и у је на да се за су од са а о не као који ће из би то шта али која само није које све до
        након према више по или како већ док између био била још га бити deo dve mesto posle svi celi bilo nego""",
    "sv": """och i att det är en till på som för av inte den har med de var ett han men om sig från jag vi kan ska
        vill blev efter också hon vid nu eller man där vara hade denna detta vad mot ut över när säger alla blir
        mer bara mycket något några mig dem oss än så upp deras hans enligt under utan mellan sedan kunde skulle
        ville själv får går sade tillsammans bli blivit varit andra många tid tidigare in honom henne fick medan
        flera""",
    "tr": """ve bir bu da de için ile olarak olan çok daha en gibi kadar sonra ne ama var olduğu olduğunu her o ki
        değil ise diye etti oldu dedi ya tarafından yok şu önce iki mi ancak göre bin büyük karşı bunu bunun kendi
        bütün hem biz siz ben sen onlar şey""",
    "vi": """và của là có cho không được các trong một với này người đã để những khi ở từ ra đến tại về theo như
        vào nhưng""",
    "az": "və bu bir üçün ilə də olan ki edir olaraq da o daha sonra çox kimi isə olub var deyil",
    "be": """і ў не на што з у па як гэта да за яго але ён ад для пра якія быў было былі таксама пасля або яна каб
        мы калі ужо""",
    "bg": """и на в да за от се с не че са по това като но ще или е има си със до беше му го ги след при как който
        която които те между само още преди все бъде съм няма може трябва бил била били ако защото когато където
        според""",
    "kk": "және мен бұл үшін де да бар деп ол осы бір болып еді ған оның қазақстан",
    "mk": """и на во да за од се со не дека по тоа како но ќе или е има си до беше го ги при кој која кои само уште
        што сме""",
    "mn": "нь бол энэ байна юм гэж ба тухай дээр хийх болон байсан",
    "ru": """и в не на что с по как это из а он от к о за но у же для его так был было или если она они мы также
        после уже только чтобы при этом все который которые быть еще ещё бы до где сейчас будет можно нет вы нас
        вас их её ее ему ей того этого этой тем чем ли перед между может очень""",
    "uk": """і в на з що не у та до за це про як від є його для але він також або було після вже під вони були буде
        щоб ми які який яка через якщо ще так її вона із й зараз цього цей ця ці може можна немає вас нас їх йому
        їй того тим ніж між дуже треба зі""",
    "ar": "في من على أن إلى التي عن مع هذا هذه الذي لا ما كان بعد قال بين أو ذلك كما قد لم إن ثم كل",
    "fa": "و در به از که این را با است برای آن های می تا بر خود شد هم یک بود ها کرد شده باید نیز اما",
    "ur": "کے کی میں ہے اور سے کا کو نے پر یہ کہ ہیں نہیں تھا بھی گیا اس وہ کر ایک ہو",
    "hi": "है के में की से को का और ने पर हैं भी यह कि नहीं एक कर हो था इस लिए कहा",
    "mr": "आहे आणि च्या ते या हे नाही आहेत की होते केले यांनी असे मध्ये",
    "ne": "छ र को मा ले हो छन् पनि गरेको भएको यो गर्ने तथा",
}
# Letters that only some languages of a script have: a word with one speaks for these, as a word of theirs does.
_TELLING = {
    "Cyrillic": {
        "їєґ": "uk", "і": "uk be kk", "ў": "be", "ы": "ru be kk mn", "э": "ru be mn", "ъ": "ru bg", "ё": "ru be mn",
        "јљњџ": "sr mk", "ћђ": "sr", "ѓќѕ": "mk", "щ": "ru uk bg", "қғңәұһ": "kk", "өү": "mn kk",
    },
    "Arabic": {"پچژگ": "fa ur", "ٹڈڑےںہھ": "ur", "ةىكي": "ar", "أإ": "ar"},
    "Latin": {
        "ß": "de", "ñ": "es gl eu", "ã": "pt", "łśźżń": "pl", "ėųį": "lt", "ļņķģ": "lv", "ěřů": "cs", "ľĺŕ": "sk",
        "őű": "hu", "ğı": "tr az", "ə": "az", "ş": "tr az ro", "țș": "ro", "ă": "ro vi", "ø": "da no", "þð": "is",
        "ảạấầẩậắằặẻẽẹếềểễệỉịọỏốồổỗộớờởợụủứừửựỳỵỷỹơư": "vi",
    },
}  # fmt: skip
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|@\s?\S+|#\S+")
_ONE_CODE = {"nb": "no", "nn": "no", "iw": "he", "in": "id"} | dict.fromkeys(("und", "mul", "zxx", "mis"), "")
_APOSTROPHE = re.compile("['’ʼ]")


def guess_language(text: str) -> str | None:
    """The language of a text as a BCP 47 primary code; None where the text does not show it.

    >>> guess_language("Die Brücke ist noch gesperrt."), guess_language("Müller, 1:0")
    ('de', None)
    """
    text = _NO_WORDS.sub(" ", unicodedata.normalize("NFC", text[:_MOST]))
    script = _script(text)
    if script is None or (script == "Han" and len(_LETTERS["Han"].findall(text)) < _HAN_OF_CHINESE):
        return None
    return _SCRIPTS[script][1] or _by_words(text, script)


def guess_languages(texts: Sequence[str], declared: str | None = None) -> tuple[str | None, ...]:
    """The languages of texts that belong together, as the entries of a live blog do.

    One that does not show its own takes what most of the others show, else what all of them show together, else what
    is declared of them; but not where it is written in another script than they.
    """
    own = [guess_language(text) for text in texts]
    if None not in own:
        return tuple(own)
    pooled = "\n".join(text[: max(1, _MOST // len(texts))] for text in texts)
    (most, times), (_, next_times) = [*Counter(filter(None, own)).most_common(2), (None, 0), (None, 0)][:2]
    whole = (most if times > next_times else guess_language(pooled)) or declared
    usual = {None, _script(pooled)} | ({"Han"} if whole == "ja" else set())
    return tuple(
        found or (whole if _script(text[:_MOST]) in usual else None) for found, text in zip(own, texts, strict=True)
    )


def primary_code(tag: str | None) -> str | None:
    """The language of a BCP 47 tag as pages declare it, without script and region; None for what is no tag.

    >>> primary_code("en-GB"), primary_code("zh_Hans"), primary_code("nb-NO"), primary_code("English")
    ('en', 'zh', 'no', None)
    """
    found = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][\w-]*)?\s*", tag or "")
    code = found[1].lower() if found else ""
    return _ONE_CODE.get(code, code) or None


def _script(text: str) -> str | None:
    """The script of most letters; for Japanese, its kana are asked first. None for a text without letters."""
    if text.isascii():
        return "Latin" if _LETTERS["Latin"].search(text) else None
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    if counts["Kana"] > _KANA_OF_JAPANESE * (counts["Kana"] + counts["Han"]):
        counts["Kana"] += counts["Han"]
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else None


def _by_words(text: str, script: str) -> str | None:
    found = WORD.findall(_APOSTROPHE.sub(" ", text.lower()))
    scores: dict[str, float] = {}
    held: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, times in Counter(found).items():
        languages = _speaks_for(word, script)
        for language in languages:
            scores[language] = scores.get(language, 0.0) + times / len(languages)
            held[language] += times
            # A letter of a foreign name is not enough: Erdoğan, Wałęsa.
            different[language] += script != "Latin" or word in _SPEAKERS
    best = max(scores, key=lambda language: scores[language], default=None)
    if best is None or different[best] < LEAST or held[best] < SHARE * len(found):
        return None
    next_best = max((score for language, score in scores.items() if language != best), default=0.0)
    return best if scores[best] - next_best > LEAD else None


def _speakers() -> dict[str, tuple[str, ...]]:
    """For each of the common words, the languages that have it."""
    speakers: dict[str, list[str]] = {}
    for language, listed in _WORDS.items():
        for word in listed.split():
            if language not in speakers.setdefault(word, []):
                speakers[word].append(language)
    return {word: tuple(languages) for word, languages in speakers.items()}


_SPEAKERS = _speakers()


def _speaks_for(word: str, script: str) -> tuple[str, ...]:
    """The languages for which a word speaks: those whose common word it is, else those that alone have its letters."""
    common = _SPEAKERS.get(word)
    if common is not None or script not in _TELLING or (script == "Latin" and word.isascii()):
        return common or ()
    told = [
        set(languages.split()) for letters, languages in _TELLING[script].items() if not set(letters).isdisjoint(word)
    ]
    return tuple(sorted(set.intersection(*told))) if told else ()
