"""Is a text's language told by its script and its commonest words, and left open where the text does not show it?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.text.language import guess_language, guess_languages, primary_code

SENTENCES = {
    "ar": "أعلنت البلدية صباح اليوم أن الجسر القديم مغلق بعد ارتفاع مياه النهر.",
    "bg": "Кметът каза, че водата се е покачила през нощта и мостът няма да бъде отворен преди понеделник.",
    "ca": "L'alcaldessa ha dit que l'aigua ha pujat durant la nit i que el pont no s'obrirà fins dilluns.",
    "cs": "Starosta uvedl, že voda v noci stoupla a most nebude otevřen dříve než v pondělí, protože je poškozen.",
    "da": "Borgmesteren siger, at vandet er steget efter midnat, og at broen ikke bliver åbnet, før det er lyst.",
    "de": "Der Bürgermeister sagt, das Wasser sei in der Nacht gestiegen, und die Brücke bleibe vorerst gesperrt.",
    "el": "Ο δήμαρχος είπε ότι το νερό ανέβηκε τη νύχτα και η γέφυρα μένει κλειστή.",
    "en": "The mayor says the water has risen overnight and that the bridge will stay closed for now.",
    "es": "El alcalde dice que el agua ha subido durante la noche y que el puente no se abrirá hasta el lunes.",
    "et": "Linnapea ütles, et vesi on öö jooksul tõusnud ja sild ei ole veel avatud, aga kõik on terved.",
    "fa": "شهردار گفت که آب در شب بالا آمده است و پل قدیمی تا دوشنبه بسته می ماند.",
    "fi": "Pormestari kertoi, että vesi on noussut yön aikana ja että silta ei vielä ole auki vielä.",
    "fr": "Le maire dit que l'eau est montée dans la nuit et que le pont ne sera pas ouvert avant lundi.",
    "he": "ראש העיר אמר שהמים עלו בלילה והגשר הישן נשאר סגור.",
    "hi": "मेयर ने कहा कि रात में पानी बढ़ गया है और पुल अभी बंद है।",
    "hr": "Gradonačelnik kaže da je voda noću porasla i da most neće biti otvoren prije ponedjeljka, što je loše.",
    "hu": "A polgármester szerint a víz éjjel megemelkedett, és a híd csak hétfő után lesz nyitva, ha nem esik.",
    "id": "Wali kota mengatakan bahwa air naik pada malam hari dan jembatan itu tidak bisa dibuka karena rusak.",
    "it": "Il sindaco dice che l'acqua è salita nella notte e che il ponte non sarà aperto prima di lunedì.",
    "ja": "市長によると、夜のあいだに水位が上がり、橋はまだ閉まっている。",
    "ko": "시장은 밤사이 물이 불어나 다리가 아직 닫혀 있다고 말했다.",
    "lt": "Meras sakė, kad vanduo per naktį pakilo ir tiltas dar yra uždarytas, bet jau savaitgalį bus atidarytas.",
    "lv": "Mērs teica, ka ūdens pa nakti ir cēlies un tilts vēl nav atvērts, bet to atvērs pēc nedēļas.",
    "nl": "De burgemeester zegt dat het water vannacht is gestegen en dat de brug voorlopig niet opengaat.",
    "no": "Ordføreren sier at vannet har steget etter midnatt, og at broen ikke blir åpnet før det er lyst.",
    "pl": "Burmistrz powiedział, że woda w nocy się podniosła i most nie będzie otwarty przed poniedziałkiem.",
    "pt": "O prefeito diz que a água subiu durante a noite e que a ponte não será aberta até segunda, mas já baixa.",
    "ro": "Primarul spune că apa a crescut în timpul nopții și că podul nu va fi deschis până luni.",
    "ru": "Мэр сказал, что вода за ночь поднялась и мост пока не откроют.",
    "sk": "Starosta uviedol, že voda v noci stúpla a most nebude otvorený skôr ako v pondelok, pretože je poškodený.",
    "sl": "Župan pravi, da je voda ponoči narasla in da most še ni odprt, ker ga je tok poškodoval.",
    "sr": "Градоначелник каже да је вода ноћу порасла и да мост још није отворен.",
    "sv": "Borgmästaren säger att vattnet har stigit under natten och att bron inte öppnas före måndag.",
    "th": "นายกเทศมนตรีกล่าวว่าน้ำขึ้นในตอนกลางคืนและสะพานยังปิดอยู่",
    "tr": "Belediye başkanı, suyun gece yükseldiğini ve köprünün daha sonra açılacağını söyledi, ama bu çok zor.",
    "uk": "Мер сказав, що вода за ніч піднялася і міст поки що не відкриють.",
    "ur": "میئر نے کہا ہے کہ رات کو پانی بڑھ گیا اور پل ابھی بند ہے۔",
    "vi": "Thị trưởng cho biết nước đã dâng trong đêm và cây cầu vẫn chưa được mở.",
    "zh": "市长说，昨夜水位上涨，老桥仍然关闭，预计周一之前不会开放。",
}  # fmt: skip
ENGLISH = SENTENCES["en"]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items(), ids=list(SENTENCES))
def test_a_sentence_shows_its_language(language: str, sentence: str) -> None:
    assert guess_language(sentence) == language
    assert guess_language(sentence.upper()) == language, "capitals change nothing"


@pytest.mark.parametrize(
    "text",
    [
        "", " \n", "12:31", "🚨🚨", "Müller", "1:0 Müller (73.)", "GOAL!", "Erdoğan – Kılıçdaroğlu", "Zelenskyy",
        "https://news.example/der-die-das-und", "@the_and_of #dieundder", "Via Nationale", "東京都", "C D E F G",
    ],
)  # fmt: skip
def test_a_text_that_does_not_show_its_language_is_left_open(text: str) -> None:
    assert guess_language(text) is None


def test_a_name_or_a_quotation_is_not_the_language_of_the_text() -> None:
    assert guess_language("The crowd on the quay sang “Die Gedanken sind frei” as the boats went by.") == "en"
    assert guess_language("Der Sender nennt es “Long Water” und zeigt die Bilder von der Brücke.") == "de"
    assert guess_language("President Erdoğan and Mr Kılıçdaroğlu are both at the bridge.") == "en"
    assert guess_language("The paper calls it «Великая вода».") == "en"


def test_kin_that_share_nearly_all_words_are_told_apart_or_left_open() -> None:
    assert guess_language("Det er en god dag.") is None, "Danish and Norwegian alike"
    assert guess_language("Вода.") is None
    assert guess_language("Ъгъл, щъркел.") is None, "letters that Russian has too"
    assert guess_language("Її їжак.") == "uk"


def test_accents_that_stand_apart_from_their_letters_are_read() -> None:
    apart = "Il a e\u0301te\u0301 dit que le pont e\u0301tait ferme\u0301."
    assert guess_language(apart) == "fr"


@given(st.text() | st.text(st.sampled_from("a ä の我а і ی पा´\u0301'\ud800")))
def test_any_text_has_a_code_or_none(text: str) -> None:
    found = guess_language(text)
    assert found is None or (found.isascii() and len(found) == 2)


def test_what_does_not_show_its_language_takes_that_of_its_fellows() -> None:
    assert guess_languages([ENGLISH, "GOAL!", ENGLISH]) == ("en", "en", "en")
    assert guess_languages([SENTENCES["de"], "1:0 Müller", ENGLISH, SENTENCES["de"]]) == ("de", "de", "en", "de")
    assert guess_languages([SENTENCES["ja"], "東京都"]) == ("ja", "ja")


def test_texts_that_are_short_each_are_told_together() -> None:
    pieces = ["Das Spiel", "Nicht im Tor", "Ecke für Ulm", "Es ist aus", "Und ein Foul"]
    assert [guess_language(each) for each in pieces].count("de") < len(pieces)
    assert guess_languages(pieces) == ("de",) * 5


def test_what_is_declared_serves_only_where_no_text_shows_a_language() -> None:
    assert guess_languages(["GOAL!", "1:0 Müller"], "de") == ("de", "de")
    assert guess_languages([ENGLISH, "GOAL!"], "de") == ("en", "en")
    assert guess_languages(["GOAL!"]) == (None,)
    assert guess_languages([], "de") == ()


def test_another_script_takes_nothing_from_its_fellows() -> None:
    assert guess_languages([ENGLISH, "Вода.", "12:31"]) == ("en", None, "en")


@given(st.lists(st.sampled_from([*SENTENCES.values(), "", "GOAL!"]), max_size=6), st.sampled_from([None, "de"]))
def test_each_text_keeps_the_language_that_it_shows(texts: list[str], declared: str | None) -> None:
    found = guess_languages(texts, declared)
    assert len(found) == len(texts)
    for text, language in zip(texts, found, strict=True):
        assert language == (guess_language(text) or language)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("de", "de"), (" EN-gb ", "en"), ("zh-Hant-TW", "zh"), ("pt_BR", "pt"), ("nn", "no"), ("iw", "he"),
        ("fil", "fil"), ("und", None), ("x-default", None), ("German", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_declared_tag_gives_its_language(tag: str | None, code: str | None) -> None:
    assert primary_code(tag) == code
