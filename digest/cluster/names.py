"""What countries are called in the news where CLDR does not say so. Data only; `countries` reads it."""

from __future__ import annotations

TABLE = """
AE | UAE, Emirati, Emiratis, Abu Dhabi, Dubai | 阿联酋
AF | Afghan, Afghans, Kabul, Taliban | 喀布尔, 塔利班
AM | Armenian, Armenians, Yerevan | 埃里温
AR | Argentine, Argentinian, Argentinians, Buenos Aires | 布宜诺斯艾利斯
AT | Austrian, Austrians, Vienna | 维也纳
AU | Australian, Australians, Canberra, Aussie | 堪培拉, 澳洲, 澳方
AZ | Azerbaijani, Azerbaijanis, Azeri, Baku | 巴库
BA | Bosnia, Bosnian, Bosnians, Sarajevo | 波黑, 萨拉热窝
BD | Bangladeshi, Bangladeshis, Dhaka | 达卡, 孟加拉国
BE | Belgian, Belgians |
BF | Burkinabe, Ouagadougou |
BG | Bulgarian, Bulgarians | 索非亚
BR | Brazilian, Brazilians, Brasilia, Brasília | 巴西利亚
BY | Belarusian, Belarusians, Minsk | 明斯克
CA | Canadian, Canadians, Ottawa | 渥太华
CD | DR Congo, D.R. Congo, DRC, Congo, Congolese, Kinshasa, Democratic Republic of the Congo, Democratic Republic of Congo | 刚果（金）, 刚果(金), 金沙萨
CG | Republic of the Congo, Republic of Congo, Congo-Brazzaville, Brazzaville | 刚果（布）, 刚果(布)
CH | Swiss, Bern, Geneva | 日内瓦
CI | Ivory Coast, Cote d'Ivoire, Ivorian, Ivorians, Abidjan | 科特迪瓦
CL | Chilean, Chileans |
CN | Chinese, Beijing, PRC, Xinjiang, Tibet, Tibetan, Tibetans | 北京, 中方, 新疆, 西藏
CO | Colombian, Colombians, Bogota, Bogotá | 波哥大
CU | Cuban, Cubans, Havana | 哈瓦那
CY | Cypriot, Cypriots, Nicosia |
CZ | Czech, Czechs, Czech Republic, Prague | 布拉格
DE | German, Germans, Berlin, Bundestag, Bundeswehr | 柏林, 德方
DK | Danish, Danes, Copenhagen | 哥本哈根, 丹方
DZ | Algerian, Algerians, Algiers |
EC | Ecuadorian, Ecuadorians, Ecuadorean, Quito |
EE | Estonian, Estonians, Tallinn |
EG | Egyptian, Egyptians, Cairo | 开罗
ES | Spanish, Spaniard, Spaniards, Madrid | 马德里
ET | Ethiopian, Ethiopians, Addis Ababa, Tigray |
EU | EU, E.U., European Union, European Commission, European Parliament, European Council, Brussels | 欧盟, 欧洲联盟, 欧委会, 布鲁塞尔, 欧方
FI | Finnish, Finns, Helsinki | 赫尔辛基
FR | French, Frenchman, Paris, Elysee, Élysée | 巴黎, 爱丽舍宫, 法方
GB | UK, U.K., Britain, British, Briton, Britons, England, Scotland, Scottish, Wales, Welsh, Northern Ireland, Great Britain, London, Downing Street, Whitehall | 伦敦, 唐宁街, 英方, 苏格兰
GE | Georgian, Georgians, Tbilisi | 第比利斯
GL | Greenlandic, Greenlander, Greenlanders, Nuuk |
GR | Greek, Greeks, Athens | 雅典
GT | Guatemalan, Guatemalans |
HK | Hong Kong, Hong Kongers, Hongkong | 香港
HN | Honduran, Hondurans, Tegucigalpa |
HR | Croatian, Croatians, Zagreb |
HT | Haitian, Haitians, Port-au-Prince | 太子港
HU | Hungarian, Hungarians, Budapest | 布达佩斯
ID | Indonesian, Indonesians, Jakarta | 雅加达, 印尼
IE | Irish, Dublin | 都柏林
IL | Israeli, Israelis, Tel Aviv, Knesset, IDF | 特拉维夫, 以军, 以方
IN | Indian, Indians, New Delhi, Delhi, Mumbai | 新德里, 印方, 印媒
IQ | Iraqi, Iraqis, Baghdad | 巴格达
IR | Iranian, Iranians, Tehran, IRGC | 德黑兰
IS | Icelandic, Icelander, Icelanders, Reykjavik |
IT | Italian, Italians, Rome | 罗马, 意方
JO | Jordanian, Jordanians, Amman | 安曼
JP | Japanese, Tokyo | 东京, 日方, 日媒
KE | Kenyan, Kenyans, Nairobi | 内罗毕
KG | Kyrgyz, Bishkek |
KH | Cambodian, Cambodians, Phnom Penh | 金边, 柬方
KP | North Korean, North Koreans, N. Korea, N Korea, N. Korean, DPRK, Pyongyang | 朝鲜, 平壤, 朝方, 朝中社
KR | South Korean, South Koreans, S. Korea, S Korea, S. Korean, Republic of Korea, ROK, Seoul | 首尔, 韩方, 韩国, 韩媒
KW | Kuwaiti, Kuwaitis |
KZ | Kazakh, Kazakhs, Kazakhstani, Astana | 阿斯塔纳
LA | Laotian, Laotians, Vientiane | 万象
LB | Lebanese, Beirut, Hezbollah | 贝鲁特, 真主党
LK | Sri Lankan, Sri Lankans, Colombo | 科伦坡
LT | Lithuanian, Lithuanians, Vilnius | 维尔纽斯
LV | Latvian, Latvians, Riga |
LY | Libyan, Libyans, Tripoli |
MA | Moroccan, Moroccans, Rabat |
MD | Moldovan, Moldovans, Chisinau |
MG | Malagasy, Antananarivo |
ML | Malian, Malians, Bamako |
MM | Burmese, Rohingya, Naypyidaw, Yangon, Burma | 内比都, 仰光
MN | Mongolian, Mongolians, Ulaanbaatar | 乌兰巴托
MO | Macao, Macau | 澳门
MX | Mexican, Mexicans | 墨西哥城
MY | Malaysian, Malaysians, Kuala Lumpur | 吉隆坡
NE | Nigerien, Nigeriens, Niamey |
NG | Nigerian, Nigerians, Abuja, Lagos |
NL | Dutch, Amsterdam | 阿姆斯特丹, 荷方
NO | Norwegian, Norwegians, Oslo | 奥斯陆
NP | Nepali, Nepalese, Kathmandu | 加德满都
NZ | New Zealander, New Zealanders, Wellington | 惠灵顿
PE | Peruvian, Peruvians |
PH | Filipino, Filipinos, Philippine, Manila | 马尼拉, 菲方
PK | Pakistani, Pakistanis, Islamabad | 伊斯兰堡
PL | Polish, Poles, Warsaw | 华沙
PS | Palestine, Palestinian, Palestinians, Gaza, West Bank, Hamas, Ramallah | 巴勒斯坦, 加沙, 约旦河西岸, 哈马斯
PT | Portuguese, Lisbon | 里斯本
QA | Qatari, Qataris, Doha | 多哈
RO | Romanian, Romanians, Bucharest |
RS | Serbian, Serbians, Serb, Serbs, Belgrade | 贝尔格莱德
RU | Russian, Russians, Moscow, Kremlin | 莫斯科, 克里姆林宫, 俄方, 俄军, 俄媒
RW | Rwandan, Rwandans, Kigali |
SA | Saudi, Saudis, Riyadh | 沙特, 利雅得
SD | Sudanese, Khartoum, Darfur | 喀土穆
SE | Swedish, Swede, Swedes, Stockholm | 斯德哥尔摩
SG | Singaporean, Singaporeans |
SK | Slovak, Slovaks, Slovakian, Bratislava |
SN | Senegalese, Dakar |
SO | Somali, Somalis, Mogadishu |
SS | South Sudanese, Juba |
SY | Syrian, Syrians, Damascus, Aleppo | 大马士革
TH | Thai, Thais, Bangkok | 曼谷, 泰方
TN | Tunisian, Tunisians, Tunis |
TR | Turkey, Turkish, Turk, Turks, Ankara, Istanbul | 安卡拉, 伊斯坦布尔
TW | Taiwanese, Taipei | 臺灣, 台北, 臺北, 台海, 民进党
UA | Ukrainian, Ukrainians, Kyiv, Kiev, Kharkiv, Odesa, Odessa, Donbas, Donetsk, Crimea | 基辅, 乌军, 克里米亚
UG | Ugandan, Ugandans, Kampala |
UN | UN, U.N., United Nations, Security Council, UNSC | 联合国, 安理会
US | US, U.S., USA, U.S.A., America, American, Americans, Washington, White House, Pentagon, State Department | 华盛顿, 白宫, 五角大楼, 美方, 美军, 美媒, 美国国务院
UZ | Uzbek, Uzbeks, Tashkent | 塔什干
VA | Vatican, Holy See | 梵蒂冈, 教廷
VE | Venezuelan, Venezuelans, Caracas | 加拉加斯
VN | Vietnamese, Hanoi | 河内, 越方
YE | Yemeni, Yemenis, Sanaa, Houthi, Houthis | 胡塞
ZA | South African, South Africans, Pretoria, Johannesburg | 比勒陀利亚, 约翰内斯堡
ZW | Zimbabwean, Zimbabweans, Harare |
"""
"""ISO code (or EU, UN) | names, adjectives, people, capitals and seats of government in English | in Chinese."""

TOGETHER = {
    "中美": "CN US", "美中": "US CN", "中俄": "CN RU", "俄中": "RU CN", "中日": "CN JP", "日中": "JP CN",
    "中欧": "CN EU", "中印": "CN IN", "中韩": "CN KR", "中法": "CN FR", "中德": "CN DE", "中英": "CN GB",
    "中澳": "CN AU", "中加": "CN CA", "俄乌": "RU UA", "乌俄": "UA RU", "美俄": "US RU", "俄美": "RU US",
    "美乌": "US UA", "美伊": "US IR", "伊以": "IR IL", "以伊": "IL IR", "巴以": "PS IL", "以巴": "IL PS",
    "黎以": "LB IL", "美以": "US IL", "美日": "US JP", "日美": "JP US", "美韩": "US KR", "韩美": "KR US",
    "日韩": "JP KR", "韩日": "KR JP", "朝韩": "KP KR", "韩朝": "KR KP", "朝美": "KP US", "美朝": "US KP",
    "美欧": "US EU", "欧美": "EU US", "印巴": "IN PK", "泰柬": "TH KH", "柬泰": "KH TH",
}  # fmt: skip
"""Two countries in one word, as Chinese headlines write them."""

NOT_COUNTRIES = """
African American, African Americans, Asian American, Asian Americans, Central American, Latin American, Latin Americans,
Native American, Native Americans, North American, South American, American Express, American Indian, American Samoa,
Bank of America, Captain America, Copa America, Latin America, Central America, North America, South America, Miss America,
Voice of America, Brussels sprouts, Brussels Sprouts, Denzel Washington, George Washington, Washington Post, Washington State,
Washington state, Washington Times, East Timorese, English Channel, French Open, French fries, French Fries, German Shepherd,
German shepherd, Guinea pig, Guinea Pig, Gulf of Mexico, New Mexico, Indian Ocean, Indian Wells, West Indian, Irish Sea,
Jim Jordan, Michael Jordan, Jordan Peterson, New England, New Jersey, New South Wales, Panama hat, Paris Accord,
Paris Agreement, Paris Hilton, London Breed, South China Morning Post, Swiss cheese, Swiss Cheese,
其中国, 廣東加, 山東加, 马里兰, 马里奥, 阿曼达, 印度洋, 约旦河
"""
"""Names that hold the name of a country and mean something else."""

UNSURE = frozenset({"Chad", "Georgia", "Guernsey", "Guinea", "Jersey", "Jordan"})
"""Names of countries that are as often those of something else."""
