"""What news is about under names that differ from language to language. Data only; `crossing` reads it."""
# One concept a row, however many names it has, so that a row can be read and sorted as one.

from __future__ import annotations

PEOPLE = """
Albanese, 阿尔巴尼斯, 艾班尼斯
Araghchi, Araqchi, 阿拉格齐, 阿拉奇, Арагчи
Assad, 阿萨德, Асад, Асада, Асаду, Асадом
Biden, 拜登, Байден*, バイデン
Carney, 卡尼, Карни
Erdogan, Erdoğan, 埃尔多安, 厄多安, 艾尔多安, Эрдоган*, エルドアン
Ghebreyesus, Tedros, 谭德塞
Grossi, 格罗西, 葛罗西, Гросси
Guterres, 古特雷斯, 古特瑞斯, Гутерреш*, グテレス
Hegseth, 赫格塞思, 赫格塞斯, Хегсет*
Ishiba, 石破茂, 石破
Johnson, 约翰逊, Джонсон*
Kallas, 卡拉斯, Каллас
Kerry, 克里
Khamenei, 哈梅内伊, 哈米尼, Хаменеи
Kim Jong Un, Kim Jong-un, 金正恩, Ким Чен Ын*
Kishida, 岸田文雄, 岸田
Lavrov, Lawrow, Lavrow, 拉夫罗夫, Лавров*
Li Qiang, 李强
Lukashenko, Lukaschenko, Loukachenko, 卢卡申科, 鲁卡申科, Лукашенк*
Macron, 马克龙, 马克宏, Макрон*, マクロン
Maduro, 马杜罗, 马杜洛, 马度洛, Мадуро
Marcos, 马科斯, 小马可仕, Маркос*
Medvedev, Medwedew, 梅德韦杰夫, 梅德维杰夫, 麦维德夫, Медведев*
Meloni, 梅洛尼, 梅罗尼, Мелони
Merkel, 默克尔, 梅克尔, Меркель, メルケル
Merz, 默茨, 梅尔茨, Мерц, Мерца, Мерцу, Мерцем
Milei, 米莱, 米雷伊, Милей, Милея
Modi, 莫迪, Моди, モディ
Netanyahu, Nétanyahou, 内塔尼亚胡, 纳坦雅胡, Нетаньяху, ネタニヤフ
Obama, 奥巴马, Обам*, オバマ
Orban, Orbán, 欧尔班, Орбан*
Peskov, Peskow, 佩斯科夫, 裴斯柯夫, Песков*
Pezeshkian, 佩泽希齐扬, 裴泽斯基安, Пезешкиан*
Putin, Poutine, 普京, 普丁, Путин*, プーチン
Rubio, 鲁比奥, 卢比欧, Рубио
Rutte, 吕特, 吕忒, Рютте
Sanchez, Sánchez, 桑切斯, Санчес*
Scholz, 朔尔茨, 萧兹, Шольц*
Sharif, 夏巴兹
Sheinbaum, 辛鲍姆, 薛恩鲍姆, Шейнбаум
Starmer, 斯塔默, 施凯尔, 施纪贤, Стармер*
Sunak, 苏纳克, 辛伟诚, Сунак*
Takaichi, 高市早苗, 高市
Trudeau, 特鲁多, 杜鲁多, Трюдо
Trump, 特朗普, 川普, Трамп*, トランプ
Tusk, 图斯克, Туск, Туска, Туску, Туском
Vance, 万斯, 范斯, Вэнс*
von der Leyen, 冯德莱恩, 范德赖恩, фон дер Ляйен
Wang Yi, 王毅, Ван И
Witkoff, 威特科夫, 魏科夫, Уиткофф*
Xi, Xi Jinping, 习近平, Си Цзиньпин*
Yoon, 尹锡悦
Zelensky, Zelenskyy, Zelenskiy, Selenskyj, Zelenski, 泽连斯基, 泽伦斯基, Зеленск*, ゼレンスキー
Lee Jae-myung, Lee Jae Myung, 李在明
Lula, 卢拉
Mao Ning, 毛宁
Lin Jian, 林剑
Guo Jiakun, 郭嘉昆
Lai Ching-te, 赖清德
Zakharova, Sacharowa, 扎哈罗娃, Захарова, Захаровой, Захарову
"""
"""People as newsrooms spell them in Latin, Chinese (Taipei's and Hong Kong's too), Cyrillic and Japanese; * stands for
any ending."""

ORGANISATIONS = """
AIIB, 亚投行
APEC, 亚太经合组织, АТЭС
ASEAN, 东盟, АСЕАН
African Union, 非盟, 非洲联盟
Arab League, 阿盟, 阿拉伯国家联盟
BRICS, 金砖, БРИКС
European Commission, 欧委会, 欧盟委员会, Еврокомисси*
European Parliament, 欧洲议会, Европарламент*
Federal Reserve, Fed, 美联储, ФРС
G20, 二十国集团
G7, Group of Seven, 七国集团, Большой семёрк*
GCC, Gulf Cooperation Council, 海合会
Hamas, 哈马斯, ХАМАС*
Hezbollah, 真主党, Хезболл*
Houthi, Houthis, 胡塞, хусит*
IAEA, 国际原子能机构, МАГАТЭ
ICC, International Criminal Court, 国际刑事法院
ICJ, International Court of Justice, World Court, 国际法院
IMF, International Monetary Fund, 国际货币基金组织, МВФ
Interpol, 国际刑警组织, Интерпол*
Kremlin, 克里姆林宫, Кремл*
NATO, Otan, 北约, НАТО
OECD, 经合组织
OPEC, 欧佩克, ОПЕК
OSCE, 欧安组织, ОБСЕ
Pentagon, 五角大楼, Пентагон*
Red Cross, 红十字, Красного Креста
SCO, Shanghai Cooperation Organisation, Shanghai Cooperation Organization, 上合组织, 上海合作组织, ШОС
Security Council, 安理会, Совбез*
Taliban, 塔利班, талиб*
UNESCO, 联合国教科文组织, 教科文组织, ЮНЕСКО
UNHCR, 难民署
UNICEF, 儿童基金会, ЮНИСЕФ
UNRWA, 近东救济工程处
WHO, World Health Organization, World Health Organisation, 世卫组织, 世界卫生组织, ВОЗ
WTO, World Trade Organization, World Trade Organisation, 世贸组织, 世界贸易组织, ВТО
White House, 白宫, Белый дом, Белого дома
World Bank, 世界银行, Всемирн* банк*
Huawei, 华为
TikTok, 抖音海外版
Tesla, 特斯拉
Boeing, 波音
Airbus, 空客
Weibo, 微博
WeChat, 微信
Apple, 苹果公司
"""

PLACES = """
Afghanistan, Afghan*, 阿富汗, Афган*
Amazon, 亚马孙, 亚马逊
Anhui, 安徽
Arctic, 北极
Black Sea, 黑海
Brussels, 布鲁塞尔
Chongqing, 重庆
Crimea, 克里米亚, Крым*
Donbas, 顿巴斯, Донбасс*
Fujian, 福建
Gansu, 甘肃
Gaza, 加沙, Газа, Газе, Газу, Газой, Газы
Geneva, 日内瓦
Golan, 戈兰
Greenland, 格陵兰
Guangdong, 广东
Guangxi, 广西
Guangzhou, 广州
Guizhou, 贵州
Hague, 海牙
Hainan, 海南
Hebei, 河北
Heilongjiang, 黑龙江
Henan, 河南
Hormuz, 霍尔木兹
Hubei, 湖北
Hunan, 湖南
Indo-Pacific, 印太
Inner Mongolia, 内蒙古
Jiangsu, 江苏
Jiangxi, 江西
Jilin, 吉林
Kashmir, 克什米尔
Kosovo, 科索沃
Liaoning, 辽宁
Mekong, 湄公河
Nile, 尼罗河
Ningxia, 宁夏
Panama Canal, 巴拿马运河
Qinghai, 青海
Red Sea, 红海
Sahel, 萨赫勒
Shaanxi, 陕西
Shandong, 山东
Shanghai, 上海
Shanxi, 山西
Shenzhen, 深圳
Sichuan, 四川
Silk Road, 丝绸之路
South China Sea, 南海
Strait, 海峡
Suez, 苏伊士
Taiwan Strait, 台海, 台湾海峡
Tianjin, 天津
Tibet, 西藏
West Bank, 约旦河西岸
Wuhan, 武汉
Xinjiang, 新疆
Yunnan, 云南
Zhejiang, 浙江
"""

ROUTINE = """
agreement, deal, accord, agree*, 协议, 协定, 达成一致
cabinet, 内阁
call, phone, telephone, 通电话, 通话
diplomat*, 外交官
diplomatic, 外交
foreign minister, foreign ministers, top diplomat, 外长, 外交部长
foreign ministry, foreign office, 外交部
president*, 总统, президент*
prime minister, premier, 总理, 首相
sign, signs, signed, 签署
spokes*, 发言人
talks, negotiat*, 会谈, 谈判, переговор*
visit*, 访问, 到访
"""
"""What diplomats do every day."""

WORDS = """
abduct*, kidnap*, 绑架
accession, 加入
aid, humanitarian, 援助, 人道主义
aircraft carrier, 航母
airport, 机场
airstrike*, air strike*, 空袭
ambassador*, envoy*, special envoy, 大使, 特使, посол, посла
arms, weapon*, 武器, 军售
army, military, troops, 军队, 军事, 部队
artificial intelligence, AI, 人工智能
assembly, 大会
asylum, 庇护
ban, bans, banned, 禁令, 禁止
bilateral, 双边
boat*, ship*, vessel*, 船, 渔船
border*, 边境, 边界
broker*, mediat*, 斡旋, 调停, 调解
budget*, 预算
ceasefire, cease-fire, truce, 停火, 休战, перемири*
chargé, 代办
chip, chips, semiconductor*, 芯片, 半导体
climate, 气候
coal, 煤炭, 煤
condemn*, 谴责
constitution*, 宪法
consul*, 总领事馆, 总领馆, 领事馆, 领事
convention, 公约
corruption, 腐败
coup, 政变
court, 法院, 法庭
crash*, 坠毁, 坠机
credentials, 国书
currency, 货币
cyber*, hack*, 网络攻击, 黑客
dam, 大坝, 水坝
debt*, 债务
defence, defense, 国防, 防务, 防长
delegation, 代表团
denounce*, 斥责
deport*, 驱逐出境, 遣返
detain*, arrest*, 拘留, 逮捕, 扣押
dialogue, 对话
disarm*, 裁军
dispute*, disputed, 争端, 争议
dock*, port, ports, 港口
doctor*, 医生
drill*, exercise*, 演习, 军演
drone*, 无人机, беспилотник*
drought, 干旱
earthquake, quake, 地震, землетрясени*
economic, economy, 经济
election*, vote*, 选举, 大选, 投票, выбор*
embassy, embassies, 大使馆, 使馆, посольств*
emissions, 排放
energy, 能源
evacuat*, 撤离, 疏散
expel*, expulsion, 驱逐
explosion, blast, 爆炸
export*, 出口
extradit*, 引渡
festival, 节
fire, wildfire*, 火灾, 山火
fish*, 渔业, 渔民
flag*, 国旗
flight*, 航班, 飞行
flood*, 洪水, 洪灾, 水灾
free trade, 自贸, 自由贸易
gas, 天然气
genocide, 种族灭绝
grain, wheat, 粮食, 小麦
high-speed, 高铁
hospital*, 医院
hostage*, prisoner*, 人质, 囚犯, 战俘, 被俘
human rights, 人权
hunger, famine, 饥荒
immigra*, migrant*, 移民
inaugurat*, sworn, 就职, 宣誓
inflation, 通胀, 通货膨胀
invest*, 投资
island*, 岛屿, 岛
journalist*, reporter*, 记者
king, queen, 国王, 女王
language, 语言
law, bill, 法案, 法律
lithium, 锂
loan*, 贷款
maritime, 海上, 海事
medal, 勋章
memorandum, 备忘录
missile*, 导弹, ракет*
museum*, 博物馆
navy, naval, 海军
neutral*, 中立
nuclear, 核
observer*, 观察员
oil, crude, 石油, 原油
Olympic*, 奥运
opposition, 反对党, 反对派
panda*, 熊猫
parliament*, 议会, 国会
pass, passport*, 护照
peace, 和平, 和谈
pipeline*, 管道
poll, polls, 民调, 民意调查
pope, 教皇, 教宗
prince, crown prince, 王储, 王子
privacy, 隐私
protest*, demonstrat*, 抗议, 示威
quit*, withdraw*, 退出, 撤出
rail*, train, 铁路, 火车
ratif*, 批准
recogni*, 承认
refugee*, 难民, беженц*
resign*, 辞职
restore*, resume*, 恢复, 重启
return*, 归还, 返还
sanction*, 制裁, санкци*
satellite*, 卫星
scholar*, student*, 学者, 学生, 留学生
secretary-general, 秘书长
shipping, 航运
shooting, gunman, 枪击
space, 太空, 航天
spy*, espionage, spies, 间谍
steel, 钢铁
stock, stocks, shares, 股市, 股票
strategic, 战略
strike*, 罢工, 袭击
submarine*, 潜艇
summit, 峰会
summon*, 召见
tariff*, 关税, пошлин*
tax*, 税
territor*, 领土
terror*, 恐怖
tourist*, tourism, 游客, 旅游
trade, 贸易
trade war, 贸易战
train crash, 列车相撞
treaty, 条约
tribunal, 仲裁
tsunami, 海啸
typhoon, hurricane, 台风, 飓风
undersea cable*, 海底电缆
university, 大学
vaccin*, 疫苗, вакцин*
veto*, 否决
virus, coronavirus*, covid*, covid-19, corona, pandemic, 病毒, 新冠, 疫情, коронавирус*
visa, visas, visa-free, 签证, 免签
volcano, 火山
war, 战争
warship*, 军舰
water, 水资源, 用水
women, 妇女, 女性
"""
"""The vocabulary of diplomacy and of what interrupts it, in English, Chinese and some Russian."""

NUMBERS = {
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "만": 10**4,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mio": 10**6, "mrd": 10**9,
    "millionen": 10**6, "milliarden": 10**9, "millions": 10**6, "milliards": 10**9, "billions": 10**9,
    "тыс": 10**3, "тысяч": 10**3, "млн": 10**6, "миллионов": 10**6, "млрд": 10**9, "миллиардов": 10**9,
}  # fmt: skip
"""What follows a numeral and multiplies it; most differ in sense from nothing but their language's script."""
