"""Chinese words that say of what kind a text is: what recurs, whatever happens. Data, and the terms that it makes.

Of two headlines on chess, share prices, new cases of a disease or visits of ministers these words say that both are of
that kind, and nothing about which game, firm, day or minister. How rare they are does not tell: the character for chess
is as rare as many a name.
"""

from __future__ import annotations

from itertools import pairwise

_WORDS = """
歌曲 歌手 儿歌 金曲 老歌 唱歌 演唱 听歌 舞蹈 跳舞 广场舞 舞步 街舞 音乐 旋律 动感 相声 小品 喜剧 搞笑 爆笑
象棋 围棋 棋手 对局 布局 游泳 自由泳 蛙泳 泳池 钓鱼 垂钓 野钓 拳击 格斗 武术 乒乓球 羽毛球 健身 瑜伽
教学 教程 教你 课堂 练习 训练 技巧 学习 知识 科普 攻略 方法 怎么 如何 什么 为什么 这样 这个 这些 不要 一定 必须
看看 看完 听听 好听 好看 真是 太 最 很 吗 呢 吧 啊 呀 哦
祝福 祝大家 恭祝 新春 新年 快乐 大吉 拜年 贺岁 过年 春节 除夕 元宵 佳节 中秋 国庆 节日
第一集 精彩 片段 集锦 预告 大结局 剧情 剧透 全集 更新 完整版 高清 盘点 合集 回顾 经典 动画 漫画 游戏 手游 主播 直播
视频 短视频 抖音 开箱 评测 解说
推荐 预测 比分 分析 前瞻 首发 阵容 彩票 开奖 竞彩 足彩 盘口 让球 主场 客场 赛季 联赛 常规赛 比赛 球队 球员 球迷
主教练 得分 助攻 篮板
公告 股份 股东 质押 股票 收盘 收盘价 公司 有限公司 证券 涨停 跌停 板块 业绩 年报 季报 净利润 营收 同比 增长 亿元
万元 资金 投资者 基金
新增 确诊 病例 无症状 感染者 境外 输入 累计 治愈 出院 核酸 检测 阴性 阳性 疫苗 接种 疫情 防控 新冠 肺炎 病毒 隔离
风险 地区 高风险 中风险 低风险 本土 卫健委
地震 台网 测定 震源 深度 天气 气温 寒潮 预警 大风 降温 降雪 降雨 雾霾 暴雨 高速 路段 施工 绕行 通行 停电 停水
招聘 报名 考试 公务员 面试 成绩 岗位 通知 提醒 提示 温馨提示 注意 扩散 转发 提前 早安 晚安 早报 晚报 午间 日报 周报
网友 曝光 合影 写真 造型 穿搭 时尚 气质 颜值 性感 减肥 瘦身 护肤 美食 做法 好吃 食谱 养生 健康 中医 星座 运势 生肖
情感 人生 女人 男人 孩子 宝宝
慰问 调研 考察 会议 大会 召开 座谈会 工作 活动 开展 推进 落实 加强 举行 举办 参加 出席 领导 书记 市长 省长 市委
省委 县委 政府 委员 委员会 人大 政协 常委会 代表 讲话 精神
纪委 监委 审查 调查 严重 违纪 违法 涉嫌 免职 任命 通报 处分 查处 执法 行政 处罚
会见 会谈 访问 致辞 通话 表示 强调 指出 认为 介绍 回应 发布 宣布 发言人 发布会 记者会 外交部 声明 例行 双边 关系
合作 交流 友好
编辑 记者 通讯员 来源 责任 责编 作者 图片 客户端 新闻 消息 快讯 电讯 日电 本文 转载 版权 所有 原标题 关注 公众号
微信 微博 下载 据悉 了解到 截至 其中 此外 目前 近日 日前 当地时间 北京时间 今天 昨天 今日 昨日 晚间 上午 下午 凌晨
"""

GENRES = frozenset(term for word in _WORDS.split() for term in (*word, *("".join(pair) for pair in pairwise(word))))
"""The characters of these words, and their pairs."""
