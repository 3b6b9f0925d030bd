"""Words that say little here: of grammar, and of every register of child-rearing."""

from tsunagu.directory.queries.search.keys import text_key

_LIGHT = """
為る 有る 居る 居られる 成る 出来る 呉れる 下さる 下さい 貰う 貰える 頂く 置く 仕舞う 欲しい 無い 様 事
こと 物 もの 良い とき 時 さん 御 お ご 思う 見れる 行ける 方 人 所 場所 私 自分
"""
_EVERYWHERE = """
子ども 子供 子 こども お子さん 児童 娘 息子 うちの子 親 親子 子育て 育児 母 母親 ママ 家庭 家族 人 支援
サービス 利用 上の子 下の子 大変 家 場所 ところ 一緒 初めて はじめて 最近 毎日 自分 行ける
出る 入る 持つ 使う 見る 取る 受ける 会う 感じる 過ごす 続く 始める 出来る 出す 作る
知れる 大きい 小さい 多い 少ない 早い 良い いい
"""
_VAGUE = """
相談 支援 情報 講座 教室 子育て 育児 妊娠 産後 訪問 居場所 会議 発達 健診 サロン ボランティア
"""

# Verbs that only bend another one (叩いてしまう), and words for nothing in particular.
LIGHT = frozenset(_LIGHT.split())
# In a register of child-rearing these say next to nothing beside another word.
EVERYWHERE = frozenset(map(text_key, _EVERYWHERE.split()))
# As somebody else's synonym these would find half the register; the term behind them says it better.
VAGUE = frozenset(map(text_key, _VAGUE.split()))
