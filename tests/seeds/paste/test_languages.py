"""Are pastes read in scripts that have no capitals, no blanks between words, or ends of sentences of their own?

The clocks of these languages tell the halves of the day in their own words, before the time or behind it.
"""

from __future__ import annotations

import pytest

from backfile.text.markdown import words
from tests.seeds.paste.pages import read

PAGES = {
    "Japanese": (
        "堰の情報",
        ("午後2:32", "午後1時05分", "午前0:10"),
        ("堰の水門を閉鎖", "水車小屋の住民が避難", "水位計が停止"),
        (
            "番人によると、湖は縁まで満ちています。",
            "全員が今夜は学校で眠ります。",
            "落雷の後、水位計は動いていません。",
        ),
    ),
    "Chinese": (
        "水坝直播",
        ("1月3日 14:32", "1月3日 13:05", "1月3日 12:00"),
        ("水闸关闭", "磨坊区撤离", "水位计失灵"),
        ("看守人说，湖水已经满了。", "今晚大家都睡在学校里！", "雷击之后水位计没有读数。"),
    ),
    "Korean": (
        "둑 실시간",
        ("오후 2:32", "오후 1시 05분", "오전 11:50"),
        ("수문 폐쇄", "물레방아 마을 대피", "수위계 고장"),
        ("둑지기는 호수가 가득 찼다고 말했다.", "오늘 밤은 모두 학교에서 잔다.", "벼락이 친 뒤 수위계가 멈췄다."),
    ),
    "Arabic": (
        "مباشر: السد",
        ("10:15 م", "9:40 ص", "8:05 ص"),
        ("إغلاق السد", "إخلاء حي الطاحونة", "تعطل المقياس"),
        ("قال الحارس إن البحيرة ممتلئة.", "أين ينام الناس الليلة؟", "توقف المقياس بعد الصاعقة."),
    ),
    "Hindi": (
        "बाँध लाइव",
        ("14:32", "13:05", "12:00"),
        ("फाटक बंद", "चक्की मोहल्ला खाली", "मापक बंद"),
        ("रखवाले ने कहा कि झील भर गई है।", "आज रात सब स्कूल में सोएँगे।", "बिजली गिरने के बाद मापक चुप है।"),
    ),
    "Hebrew": (
        "הסכר: עדכונים",
        ("18:42", "18:10", "17:31"),
        ("הסכר נסגר", "רובע הטחנה מתרוקן", "המד שותק"),
        ("השומר אמר שהאגם מלא.", "כולם ישנים הלילה בבית הספר.", "המד שותק מאז הברק."),
    ),
    "Greek": (
        "Ζωντανά: το φράγμα",
        ("6:42 μ.μ.", "6:10 μ.μ.", "10:05 π.μ."),
        ("Έκλεισε το φράγμα", "Άδειασε ο μύλος", "Σιωπά ο μετρητής"),
        ("Η λίμνη είναι γεμάτη, λέει ο φύλακας.", "Όλοι κοιμούνται στο σχολείο.", "Ο μετρητής σιωπά."),
    ),
    "Spanish": (
        "La presa en directo",
        ("6:42 p. m.", "6:10 p. m.", "10:05 a. m."),
        ("Cerrada la presa", "Desalojado el molino", "El medidor calla"),
        ("El lago está lleno, dice el guarda.", "Todos duermen en la escuela.", "El medidor calla desde el rayo."),
    ),
    "Thai": (
        "รายงานสดเขื่อน",
        ("18:42 น.", "18:10 น.", "17:31 น."),
        ("ปิดประตูน้ำ", "อพยพย่านโรงสี", "มาตรวัดเงียบ"),
        (
            "ผู้ดูแลบอกว่าทะเลสาบเต็มถึงขอบแล้วในเย็นวันนี้",
            "ทุกคนในย่านโรงสีต้องนอนที่โรงเรียนในคืนนี้",
            "มาตรวัดน้ำไม่ทำงานตั้งแต่ฟ้าผ่าเมื่อตอนบ่าย",
        ),
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_entries_have_their_times_headlines_and_words(language: str) -> None:
    title, times, headlines, texts = PAGES[language]
    entries = ["\n".join(entry) for entry in zip(times, headlines, texts, strict=True)]
    reading = read("\n\n".join([title, *entries]))
    assert not reading.warnings
    assert reading.liveblog.headline == title
    assert [
        (each.published and each.published.printed, each.headline, words(each.body)) for each in reading.entries
    ] == [*zip(times, headlines, texts, strict=True)]


def test_marks_of_direction_before_a_time_hide_it_from_nobody() -> None:
    title, times, headlines, texts = PAGES["Arabic"]
    entries = ["\n".join(("\u200f" + time, *told)) for time, *told in zip(times, headlines, texts, strict=True)]
    assert [each.headline for each in read("\n\n".join([title, *entries])).entries] == list(headlines)


@pytest.mark.parametrize("time", ["10:15 ຕອນ", "10:15 ق", "14.32 ц"])
def test_a_line_that_is_only_a_clock_is_no_headline_though_its_words_are_not_known(time: str) -> None:
    page = "\n\n".join(f"{time}\nThe weir holds so far\nThe keeper of the weir says that it holds." for _ in range(3))
    assert time not in [each.headline for each in read(f"Weir live\n\n{page}").entries]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("מאת רות לוי", "רות לוי"),
        ("文：山田花子", "山田花子"),
        ("记者：王小明", "王小明"),
    ],
)
def test_names_without_capitals_are_known_by_what_says_that_they_follow(line: str, name: str) -> None:
    title, times, headlines, texts = PAGES["Hebrew"]
    entries = ["\n".join((*told, line)) for told in zip(times, headlines, texts, strict=True)]
    assert [each.byline for each in read("\n\n".join([title, *entries])).entries] == [(name,)] * 3
    assert read("\n\n".join([title, *(entry.replace(line, name) for entry in entries)])).entries[0].byline == ()
