"""Content words of everyday questions."""

import threading

import pytest

from tsunagu.kernel.japanese.words import Word, content_words, normalized_words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("夜中に急に子どもを預けたい", ("夜中", "急", "子供", "預ける")),
        ("産後うつで眠れない", ("産後", "鬱", "眠る")),
        ("一時預かりを教えて", ("一時", "預かり")),
        ("発達が気になる", ("発達",)),
        ("言葉が遅い", ("言葉", "遅い")),
        ("ベビーカーで行ける公園", ("ベビーカー", "公園")),
        ("どこに相談したらいいですか", ("相談",)),
        ("ファミサポに登録したい", ("ファミサポ", "登録")),
        ("すぐに預かってほしい", ("直ぐ", "預かる")),
        ("障害のある子どもの遊び場", ("障害", "子供", "遊び場")),
        ("ﾌｧﾐｻﾎﾟ", ("ファミサポ",)),
        ("引越しの手続きをしたい", ("引っ越し", "手続き")),
        ("今日やってる小児科", ("今日", "小児", "科")),
    ],
)
def test_a_question_gives_its_content_words(question, words):
    assert normalized_words(question) == words


@pytest.mark.parametrize("spelling", ["子供", "子ども", "こども"])
def test_spellings_of_a_word_meet(spelling):
    assert normalized_words(spelling) == ("子供",)


def test_a_word_keeps_how_it_was_written_and_its_dictionary_form():
    assert content_words("子どもを預けたい") == (
        Word("子ども", "子ども", "子供"),
        Word("預け", "預ける", "預ける", "預け"),
    )


def test_a_long_word_comes_with_its_parts():
    assert content_words("泣き止まない") == (
        Word("泣き止ま", "泣き止む", "泣き止む", "泣き止み"),
        Word("泣き", "泣く", "泣く", "泣き", is_part=True),
        Word("止ま", "止む", "止む", "止み", is_part=True),
    )


@pytest.mark.parametrize("text", ["一時預かり", "一時預かりについて教えてください", "一時的に預かってほしい"])
def test_a_verb_and_the_noun_made_of_it_meet(text):
    forms = {form for word in content_words(text) for form in (word.normalized, word.noun_form)}

    assert forms & {"預かり"} == {"預かり"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [("遊ぶ", "遊び"), ("預ける", "預け"), ("手伝って", "手伝い"), ("寝ない", ""), ("遅い", "")],
)
def test_the_noun_form_of_a_word(text, noun):
    assert [word.noun_form for word in content_words(text)] == [noun]


def test_each_word_is_listed_once():
    assert normalized_words("子どもと子供とこども") == ("子供",)


def test_a_question_that_is_all_frame_falls_back_to_its_frame():
    assert (
        content_words("何をすればいいのかわからない"),
        normalized_words("何をすればいいのかわからない"),
    ) == (
        (),
        ("為る", "良い", "分かる"),
    )


@pytest.mark.parametrize("text", ["", "　", "！？", "123", "・・・"])
def test_a_text_without_words_gives_none(text):
    assert normalized_words(text) == ()


def test_a_text_longer_than_the_analyser_takes_is_read_in_pieces():
    text = "子育て広場です。" * 5000 + "保健師" + "あ" * 20_000

    assert normalized_words(text)[:2] == ("子育て", "広場")


def test_threads_get_the_same_words():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(normalized_words("夜中に預けたい"))) for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [("夜中", "預ける")] * 8
