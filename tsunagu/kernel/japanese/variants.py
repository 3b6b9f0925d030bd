"""異体字: old, popular and look-alike forms of a kanji, each with the one form used in search keys.

For comparing only; a name is always shown as its bearer writes it. Forms that NFKC already unifies are not
listed. Each group is the common form followed by its variants. 斉 stands for two characters of different
origin (斉, 斎) because families and clerks use them for one another.
"""

_GROUPS = """
高髙 崎﨑嵜碕 辺邉邊 斉齊斎齋 浜濱濵 沢澤 広廣 国國囯圀 島嶋嶌 蔵藏 徳德 淵渕渊 万萬 吉𠮷 桜櫻 関關 滝瀧
竜龍 恵惠 真眞 豊豐 彦彥 富冨 峰峯 松枩 柏栢 桑桒 場塲 鉄鐵鐡銕 船舩 穂穗 静靜 瀬瀨 頼賴 巌巖 条條 栄榮
蛍螢 壱壹 弐貳貮 参參 郎郞 青靑 清淸 強强 内內 戸戶 歩步 毎每 録錄 緑綠 縁緣 鶏鷄雞 絵繪 経經 覚覺 観觀
歓歡 権權 勧勸 駅驛 択擇 訳譯 釈釋 塩鹽 黒黑 横橫 館舘 曽曾 凛凜 遥遙 尭堯 晋晉 柳栁 薮藪 桧檜 槙槇 鴎鷗
篭籠 迩邇 亀龜 鶴靏靍 寿壽 実實 宝寶寳 宮宫 学學斈 覇霸 会會 来來 楽樂 気氣 円圓 図圖 団團 圧壓 変變
声聲 売賣 処處 医醫 区區 単單 厳嚴 営營 労勞 励勵 効效 勲勳 双雙 収收 叙敍敘 台臺 号號 嘱囑 噛嚙 囲圍
圏圈 堕墮 塁壘 壊壞 壌壤 増增 壮壯 奥奧 奨奬 嬢孃 寛寬 寝寢 対對 専專 将將 尽盡 届屆 属屬 岳嶽 峡峽 巣巢
帯帶 帰歸 庁廳 廃廢 弁辨辯瓣 弥彌 弾彈 当當 径徑 従從 応應 恒恆 悦悅 悩惱 悪惡 惨慘 慎愼 懐懷 戦戰 戯戲
払拂 抜拔 拝拜 拠據 拡擴 挙擧 挟挾 掲揭 揺搖 摂攝 撃擊 数數 断斷 旧舊 昼晝 暁曉 暦曆 曹曺 枢樞 栃杤 桟棧
楼樓 様樣 検檢 概槪 欧歐 欠缺 歯齒 歳歲 残殘 殴毆 殻殼 沖冲 没沒 浄淨 浅淺 渇渴 済濟 渉涉 渋澁澀 渓溪
温溫 湾灣 湿濕 満滿 潜潛 灯燈 炉爐 点點 為爲 焼燒 犠犧 状狀 独獨 狭狹 猟獵 献獻 獣獸 瑶瑤 画畫 畳疊 疎疏
痴癡 発發 県縣 皐皋 研硏 砕碎 礼禮 祢禰 祷禱 禅禪 秘祕 称稱 税稅 稲稻 穏穩 穣穰 窃竊 竃竈 糸絲 粋粹 粛肅
継繼 続續 総總 繊纖 繋繫 缶罐 翠翆 聡聰 聴聽 胆膽 脱脫 脳腦 臓臟 舎舍 芸藝 茎莖 荘莊 莱萊 萌萠 蒋蔣 薫薰
薬藥 虫蟲 蚕蠶 蛎蠣 蛮蠻 衛衞 装裝 褒襃 覧覽 触觸 証證 誉譽 説說 諌諫 謡謠 譲讓 読讀 賛贊 践踐 転轉 軽輕
辞辭 逓遞 遅遲 郷鄕鄉 酔醉 醸釀 鉱鑛礦 銭錢 錬鍊 鋭銳 鎮鎭 閲閱 闘鬪 陥陷 険險 随隨 隠隱 雑雜 霊靈 頚頸
顔顏 顕顯 餅餠 騒騷 験驗 駆驅 髄髓 鬱欝 麦麥 麺麵 黄黃 黙默 齢齡 弯彎 予豫 余餘 両兩 並竝 乗乘 乱亂 争爭
亜亞 仏佛 仮假 価價 倹儉 偽僞 児兒 党黨 兎兔莵菟 写寫 冴冱 剣劍劔劒 剤劑 剰剩 勅敕 匀勻 巻卷 即卽 既旣
唖啞 嘘噓 填塡 妍姸 姫姬 娯娛 屏屛 并幷 撹攪 掻搔 掴摑 晒曬 梼檮 涛濤 溌潑 焔焰 痩瘦 砺礪 禄祿 箪簞 繍繡
蝉蟬 蝋蠟 賎賤 躯軀 醤醬 鹸鹼 靭靱 鯵鰺 頬頰 顛顚 剥剝 壷壺 嚢囊 侠俠 倶俱 杯盃 杰傑 野埜 秋秌 略畧 群羣
裏裡 隣鄰 鑑鑒 窓窗牕 雁鴈 煙烟 鳳鳯 舗舖 飲飮 歴歷 涙淚 戻戾 教敎 呉吳 瓶甁 芦蘆 苺莓 蕊蘂 蕚萼 薗園
裴裵 讃讚 賓賔 輌輛 迪廸
"""


def _read(groups: str) -> dict[str, str]:
    return {variant: group[0] for group in groups.split() for variant in group[1:]}


COMMON_FORM = _read(_GROUPS)
