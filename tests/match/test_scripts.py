"""Scripts with and without blanks: what counts as a word, and where a copy is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collapse import Collapse
from sayso.match.readings import read_words
from sayso.model import Article, ArticleText, Relation, Span

CHINESE = (
    "瓦恩港议会周二晚上投票决定，从明年春天起禁止货车通过旧旋转桥。潜水员在一月风暴过后下水检查时，"
    "在十一根大梁中的两根上发现了裂缝。运输公司说，绕行红隼山会使码头与高速公路之间的每趟行程多花四十分钟。"
    "往返两岸的渡轮公司提出以平时一半的价格运送空挂车。新桥大约要花费三千八百万克朗，十年之内无法通车。"
)
CHINESE_OTHER = (
    "议员们以九票对四票支持禁令，货车将失去穿过港口的最短路线。本报看到的一份报告提到钢材疲劳，"
    "以及在潜水员手中脱落的螺栓。运输企业称这一决定是沉重打击，要求地区政府拓宽山上的道路。"
    "东岸居民多年来一直要求夜间安静，他们在旁听席上欢呼。这座桥建于一九三一年，当时港口还接待运木船。"
)
JAPANESE = (
    "ヴァルンホルムの港湾評議会は火曜日の夜、来年の春から古い旋回橋へのトラックの通行を禁止することを決めた。"
    "一月の嵐の後に潜った技術者たちは、十一本の桁のうち二本に亀裂を見つけていた。運送業者によると、"
    "迂回路を通れば埠頭と高速道路の間の往復に四十分余計にかかるという。新しい橋は十年以内には開通しない。"
)
KOREAN = (
    "바른홀름 항만 의회는 화요일 밤 내년 봄부터 낡은 회전교에 화물차 통행을 금지하기로 의결했다. "
    "일월 폭풍 뒤에 잠수한 기술자들은 들보 열한 개 가운데 두 개에서 균열을 발견했다. "
    "운송업자들은 우회로를 이용하면 부두와 고속도로 사이를 오가는 데 사십 분이 더 걸린다고 말했다. "
    "새 다리를 놓는 데는 약 삼천팔백만 크로네가 들며 십 년 안에는 개통할 수 없다."
)
GERMAN = (
    "Der Hafenrat von Varnholm beschloss am Dienstagabend, die alte Drehbrücke vom nächsten Frühjahr an für den "
    "Schwerlastverkehr zu sperren. Brückenbauingenieure hatten bei Tauchgängen nach dem Januarsturm Risse in zwei der "
    "elf Hauptträger entdeckt. Die Fuhrunternehmerverbände klagen, die Umleitung über den Falkenberg verlängere jede "
    "Fahrt zwischen Containerhafen und Autobahnanschlussstelle um vierzig Minuten. Eine neue Hafenquerung würde rund "
    "38 Millionen Kronen kosten und könnte nicht vor dem Ende des Jahrzehnts eröffnet werden."
)
HINDI = (
    "वर्नहोम की बंदरगाह परिषद ने मंगलवार रात फैसला किया कि अगले वसंत से पुराने झूला पुल पर ट्रकों का आना जाना बंद रहेगा। "
    "जनवरी के तूफान के बाद पानी में उतरे इंजीनियरों को ग्यारह में से दो गर्डरों में दरारें मिली थीं। "
    "ढुलाई कंपनियों का कहना है कि घूमकर जाने से हर फेरे में चालीस मिनट ज्यादा लगेंगे।"
)


def make_item(name: str, text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=f"article-{name}", page=name, block=whole, body=(whole,)), text=text)


def relate(a: str, b: str) -> Relation | None:
    edge = Collapse().score(make_item("a", a), make_item("b", b))
    return edge.relation if edge else None


def meet(a: str, b: str) -> bool:
    station = Collapse()
    return bool(set(station.keys(make_item("a", a))) & set(station.keys(make_item("b", b))))


@pytest.mark.parametrize(
    ("copy", "original", "expected"),
    [
        pytest.param(CHINESE, CHINESE, Relation.IDENTICAL, id="chinese-same"),
        pytest.param(
            CHINESE.replace("周二晚上", "星期二").replace("大约", "约"), CHINESE, Relation.NEAR, id="chinese-edited"
        ),
        pytest.param(CHINESE[31:90], CHINESE + CHINESE_OTHER, Relation.EXCERPT, id="chinese-excerpt"),
        pytest.param(CHINESE, CHINESE_OTHER, None, id="chinese-independent"),
        pytest.param(JAPANESE.replace("火曜日の夜", "火曜夜"), JAPANESE, Relation.NEAR, id="japanese-edited"),
        pytest.param(
            KOREAN.replace("화물차 통행을", "화물차통행을"), KOREAN, Relation.IDENTICAL, id="korean-other-blanks"
        ),
        pytest.param(KOREAN.partition(". ")[2], KOREAN, Relation.NEAR, id="korean-lead-dropped"),
        pytest.param(
            GERMAN.replace("Drehbrücke", "Dreh\u00adbrücke"), GERMAN, Relation.IDENTICAL, id="german-soft-hyphen"
        ),
        pytest.param(GERMAN.replace("klagen", "beklagen"), GERMAN, Relation.NEAR, id="german-edited"),
        pytest.param(GERMAN.partition(". ")[2], GERMAN, Relation.NEAR, id="german-lead-dropped"),
        pytest.param(HINDI, HINDI, Relation.IDENTICAL, id="hindi-same"),
    ],
)
def test_copies_in_other_scripts(copy: str, original: str, expected: Relation | None) -> None:
    assert relate(copy, original) == expected
    assert relate(original, copy) == expected
    assert meet(copy, original) or expected is None


def test_words_are_counted_as_a_reader_would() -> None:
    words = read_words(make_item("a", "渡轮公司说明天开船"))
    assert (len(words.words), words.grain, len(words)) == (9, 2, 4)
    assert len(read_words(make_item("a", "बंदरगाह परिषद"))) == 2


def test_foreign_name_does_not_change_how_a_text_is_read() -> None:
    words = read_words(make_item("a", "The ferry company, in Chinese 渡轮公司, will sail tomorrow at noon."))
    assert words.grain == 1
    assert "渡轮公司" in words.words


def test_full_width_and_composed_characters_are_the_same() -> None:
    assert read_words(make_item("a", "Café ２０３１")).words == read_words(make_item("b", "Cafe\u0301 2031")).words


@given(st.text(alphabet="aÉİß½ﬁ가漢か\u0301\u00adก็ हि.,“”\n_2２", max_size=120))
def test_every_word_has_its_place(text: str) -> None:
    words = read_words(make_item("a", text))
    assert len(words.words) == len(words.starts) == len(words.ends) == len(words.quoted)
    assert all(0 <= start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)
