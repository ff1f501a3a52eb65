"""Copies and reports of one's own in scripts with and without blanks: the same people and quotations in both."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from sayso.collapse import Collapse
from sayso.match.gather import gather
from sayso.model import Article, ArticleText, Span


class Reports(NamedTuple):
    """An agency's text, another reporter's text about the same event with the same quotations, a digest's line, and how
    an editor writes some of the agency's words."""

    agency: str
    own: str
    edits: dict[str, str]


KOREAN = Reports(
    agency=(
        "솔모라 항만청은 화요일 밤 낡은 회전교의 화물차 통행을 내년 봄부터 막기로 했다고 밝혔다. "
        "지난 일월 폭풍이 지나간 뒤 물에 들어간 기술자들은 들보 열한 개 가운데 두 개에서 손가락 굵기의 틈을 찾아냈다. "
        "“다리는 아직 서 있지만 더는 약속할 수 없습니다.” 항만청장 오도윤은 기자들에게 이렇게 말했다. "
        "운송 조합은 산을 돌아가는 길이 부두와 고속도로 사이를 오가는 데 사십 분을 더 쓰게 만든다고 맞섰다. "
        "두 기슭을 잇는 나룻배 회사는 빈 짐차를 평소의 반값에 실어 나르겠다고 나섰다. "
        "새 다리를 놓는 데는 삼천팔백만 크로네가 들고 공사가 끝나려면 열 해가 걸린다는 것이 시의 셈이다. "
        "동쪽 기슭 주민들은 밤마다 울리는 경적이 사라진다는 소식에 방청석에서 손뼉을 쳤다. "
        "의회는 다음 달 초에 우회로 넓히는 돈을 어디서 마련할지 다시 모여 따지기로 하였다."
    ),
    own=(
        "짐차 기사 수백 명이 수요일 아침 솔모라 시청 앞에 차를 세우고 다리 폐쇄에 항의했다. "
        "“다리는 아직 서 있지만 더는 약속할 수 없습니다.” 항만청장 오도윤은 전날 이렇게 말한 바 있다. "
        "조합장 배세인은 일감의 절반이 옆 도시 부두로 넘어갈 것이라며 보상을 요구하고 있다. "
        "시는 쇠가 지쳤다는 전문가 보고서를 내놓았으나 그 값을 누가 치를지는 말하지 않았다. "
        "상인들은 손님이 줄까 걱정하면서도 조용한 거리를 반기는 눈치였다. "
        "새 다리에는 삼천팔백만 크로네가 필요하다고 한다."
    ),
    edits={"밝혔다": "발표했다", "찾아냈다": "발견했다", "맞섰다": "반발했다", "소식에": "말에"},
)
JAPANESE = Reports(
    agency=(
        "ソルモラ港湾局は火曜日の夜、老朽化した旋回橋について来年の春からトラックの通行を禁じると発表した。"
        "一月の嵐が去った後に潜水した技術者らは、十一本の桁のうち二本で指の太さほどの亀裂を確認していた。"
        "「橋はまだ立っているが、もう何も約束はできない」と港湾局長の尾戸由井は記者団に語った。"
        "運送組合は、山を回る道では埠頭と高速道路の間の往復に四十分余計にかかると反発している。"
        "両岸を結ぶ渡し船の会社は、空の荷台をふだんの半額で運ぶと申し出た。"
        "新しい橋には三千八百万クローネがかかり、開通までに十年を要するというのが市の見積もりだ。"
        "東岸の住民は、夜ごとの警笛がなくなると聞いて傍聴席で拍手を送った。"
        "議会は来月初めに改めて集まり、迂回路を広げる費用をどこから出すかを話し合うことにしている。"
    ),
    own=(
        "水曜日の朝、数百人の運転手がソルモラ市役所の前に車を並べ、橋の閉鎖に抗議の声を上げた。"
        "「橋はまだ立っているが、もう何も約束はできない」と港湾局長の尾戸由井は前夜に述べていた。"
        "組合長の瀬名は仕事の半分が隣の町へ流れると訴え、補償を求めている。"
        "市は鋼材の疲労を示す報告書を公開したものの、誰が費用を負担するのかには触れなかった。"
        "商店主たちは客足を心配しながらも、静かになる通りを歓迎する様子も見せた。"
        "新しい橋には三千八百万クローネが必要とされる。"
    ),
    edits={
        "発表した": "明らかにした",
        "確認していた": "見つけていた",
        "反発している": "不満を示した",
        "申し出た": "提案した",
    },
)
CHINESE = Reports(
    agency=(
        "索尔莫拉港务局周二晚间宣布，从明年春天起禁止货车驶过那座老旧的旋转桥。"
        "一月的风暴过去之后下水检查的工程师，在十一根大梁中的两根上找到了手指粗细的裂缝。"
        "“桥还立着，但我们再也不能保证什么了。”港务局长欧多云对记者们说。"
        "运输行会反驳说，绕山而行会让码头与高速公路之间的每个来回多花四十分钟。"
        "连接两岸的渡船公司提出，愿意以平日一半的价钱运送空车。"
        "按照市里的估算，建一座新桥要花三千八百万克朗，十年之后才能通车。"
        "东岸的居民听说夜里不再有喇叭声，在旁听席上鼓起掌来。"
        "议会决定下月初再次开会，商量拓宽绕行道路的钱从哪里来。"
    ),
    own=(
        "周三清晨，数百名司机把车停在索尔莫拉市政厅门前，抗议封桥的决定。"
        "“桥还立着，但我们再也不能保证什么了。”港务局长欧多云前一天晚上曾这样表示。"
        "行会主席裴世安担心一半的生意会流向邻近的城市，他要求得到补偿。"
        "市政府公布了一份关于钢材疲劳的报告，却没有说明由谁来付账。"
        "店主们一面发愁客人减少，一面又盼着街道安静下来。"
        "据说新桥需要三千八百万克朗。"
    ),
    edits={"宣布": "表示", "找到了": "发现了", "反驳说": "抱怨说", "商量": "讨论"},
)
GERMAN = Reports(
    agency=(
        "Die Hafenbehörde von Solmora sperrt die altersschwache Drehbrücke vom kommenden Frühjahr an für den gesamten "
        "Schwerlastverkehr. Brückenprüfingenieure hatten nach dem Januarsturm an zwei der elf Hauptträger fingerdicke "
        "Ermüdungsrisse entdeckt. „Die Brücke steht noch, aber versprechen können wir nichts mehr“, sagte "
        "Hafenamtsleiterin Odalinde Juhn vor Journalisten. Die Fuhrunternehmervereinigung hielt dagegen, die Umleitung "
        "über das Gebirge koste zwischen Containerhafen und Autobahnanschlussstelle vierzig Minuten je Fahrt. Die "
        "Fährgesellschaft bot an, leere Sattelauflieger zum halben Preis überzusetzen. Nach Schätzung der Stadt würde "
        "ein Neubau 38 Millionen Kronen verschlingen und frühestens in zehn Jahren eröffnet. Anwohnerinnen des "
        "Ostufers klatschten auf der Zuschauertribüne, als vom Ende des nächtlichen Gehupes die Rede war. Der Stadtrat "
        "will Anfang des kommenden Monats darüber beraten, woher das Geld für den Ausbau der Gebirgsstraße kommen soll."
    ),
    own=(
        "Mit Hunderten Lastwagen haben Fuhrleute am Mittwochmorgen das Rathaus von Solmora umstellt. „Die Brücke steht "
        "noch, aber versprechen können wir nichts mehr“, hatte Hafenamtsleiterin Odalinde Juhn am Vorabend erklärt. "
        "Verbandschef Bastian Sehnert fürchtet, dass die Hälfte der Aufträge in die Nachbarstadt abwandert, und will "
        "Ausgleich. Ein Gutachten zur Materialermüdung legte die Verwaltung zwar vor, doch wer die Rechnung "
        "begleicht, ließ sie offen. Ladenbesitzer sorgen sich um Kundschaft und freuen sich doch auf ruhige Nächte. "
        "Ein Neubau soll 38 Millionen Kronen kosten."
    ),
    edits={"sperrt": "schließt", "entdeckt": "gefunden", "hielt dagegen": "klagte", "Preis": "Tarif"},
)
LANGUAGES = {"korean": KOREAN, "japanese": JAPANESE, "chinese": CHINESE, "german": GERMAN}


def make_item(name: str, text: str) -> ArticleText:
    whole = Span(0, len(text))
    return ArticleText(article=Article(id=f"article-{name}", page=name, block=whole, body=(whole,)), text=text)


def are_one(a: str, b: str) -> bool:
    """Whether the two stand in one work, whichever comes first."""
    forth, back = (
        gather(Collapse(), [make_item(*named) for named in zip("ab", texts, strict=True)], lambda item: item.article.id)
        for texts in ((a, b), (b, a))
    )
    assert len(forth) == len(back)
    return len(forth) == 1


def list_sentences(text: str) -> list[str]:
    return re.findall(r".+?[.。](?:[”」]\s?[^.。]+[.。])?\s*", text)


def edit(reports: Reports) -> str:
    for old in reports.edits:
        assert old in reports.agency
    return re.sub("|".join(reports.edits), lambda match: reports.edits[match.group()], reports.agency)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_copy_without_its_lead_is_one_work(name: str) -> None:
    agency = LANGUAGES[name].agency
    assert are_one(agency, "".join(list_sentences(agency)[1:]))


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_third_of_a_text_is_its_excerpt(name: str) -> None:
    sentences = list_sentences(LANGUAGES[name].agency)
    for first in range(len(sentences) - 2):
        assert are_one(LANGUAGES[name].agency, "".join(sentences[first : first + 3]))


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_passage_in_a_text_of_ones_own_is_an_excerpt(name: str) -> None:
    reports = LANGUAGES[name]
    passage = "".join(list_sentences(reports.agency)[3:7])
    opening = "".join(list_sentences(reports.own)[2:4])
    assert are_one(reports.agency, opening + passage)


@pytest.mark.parametrize("name", LANGUAGES)
def test_light_edits_leave_one_work(name: str) -> None:
    assert are_one(LANGUAGES[name].agency, edit(LANGUAGES[name]))


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_report_of_ones_own_with_the_same_quotations_is_none(name: str) -> None:
    assert not are_one(LANGUAGES[name].agency, LANGUAGES[name].own)
