//! What is said in Chinese. Braces name the facts that `super::fill` puts in.

use super::{Topic, Voice};

/// The first sentence of a note about a conversation, by channel and by who began it.
pub(super) fn openers(channel: &str, inbound: bool) -> &'static [&'static str] {
    match (channel, inbound) {
        ("call", true) => &[
            "{who}来电，谈{about}。",
            "{who}打来电话，问{about}。",
            "接到{short}电话，主要是{about}。",
            "{short}来电，比较急，{about}。",
        ],
        ("call", false) => &[
            "致电{who}，跟进{about}。",
            "和{short}通了电话，聊{about}。",
            "电话联系{who}，确认{about}。",
            "给{short}回电话，说{about}。",
        ],
        ("email", true) => &["{who}来信，关于{about}。", "收到{short}邮件，谈{about}。", "{who}回复邮件：{about}。"],
        ("email", false) => {
            &["给{who}发邮件，说明{about}。", "邮件发给{short}，抄送{other}：{about}。", "给{who}去信：{about}。"]
        }
        ("chat", true) => &["{who}微信问{about}。", "{short}在微信上说{about}。"],
        ("chat", false) => &["微信跟{who}确认{about}。", "微信提醒{short}，{about}。"],
        ("visit", _) => &[
            "拜访{who}，当面谈{about}。",
            "到现场和{who}、{other}一起看{about}。",
            "在{short}车间待了半天，{about}。",
            "顺路去看{who}，聊了{about}。",
        ],
        _ => &["与{who}、{other}开会，讨论{about}。", "和{who}视频会议：{about}。", "{short}召集车间一起过{about}。"],
    }
}

/// The last sentence, by outcome.
pub(super) fn closers(outcome: &str) -> &'static [&'static str] {
    match outcome {
        "wants_quote" => &[
            "{day}前给报价，预算约 {total}。",
            "报价 {date}前给到就可以，抄送{other}。",
            "要求书面报价，{lot}。",
            "交期比价格重要，最后 {pct}% 可以谈。",
        ],
        "agreed" => &[
            "已谈妥，{order} {day}下单。",
            "同意 {total}，{weeks} 周交货。",
            "口头答应了，{date}前走完流程。",
            "{other}{day}签字。",
        ],
        "interested" => &[
            "有意向，和{other}商量后{day}答复。",
            "态度积极，{date}再跟。",
            "先要图纸和案例，再决定。",
            "想法认可，预算 {date}之后才批。",
        ],
        "declined" => &[
            "暂时不考虑，继续用{rival}。",
            "超预算 {pct}%，这次算了。",
            "今年没有需求，{date}之后再问。",
            "选了{rival}，因为有现货。",
        ],
        "complaint" => &[
            "客户不满意，要求{day}前给书面说明。",
            "{date}前要看到整改报告。",
            "要求 {fewer} 周内换货，否则上报。",
            "已答应{day}回复。",
        ],
        "call_back" => &["让{day}再打。", "正在开会，{date}再联系。", "{date}之后才有消息，到时再问。"],
        _ => &[
            "{date}再看。",
            "我方没有遗留事项。",
            "{day}前发会议纪要。",
            "抄送{other}。",
            "每月联系一次即可。",
            "客户没有别的问题。",
        ],
    }
}

/// What is to do next, by outcome.
pub(super) fn next_steps(outcome: &str) -> &'static [&'static str] {
    match outcome {
        "wants_quote" => &["发 {p} 报价", "{lot} 报价", "电话跟进 {p} 报价"],
        "interested" => &["电话跟进{short}，{p}", "带 {p} 样品", "发图纸和案例"],
        "agreed" => &["确认订单到位", "确认 {p} 交期", "感谢{short}下单"],
        "complaint" => &["{fault}书面说明", "{line}整改报告", "安排工程师去{line}"],
        "call_back" | "no_answer" => &["给{short}回电话", "再联系{who}"],
        "first" => &["首次电话", "自我介绍", "了解谁拍板"],
        _ => &["回访{short}", "问 {p} 使用情况", "发会议纪要"],
    }
}

/// Everything that can be said about one topic.
pub(super) fn voice(topic: Topic) -> &'static Voice {
    match topic {
        Topic::Intro => &INTRO,
        Topic::Quote => &QUOTE,
        Topic::Price => &PRICE,
        Topic::Order => &ORDER,
        Topic::Delivery => &DELIVERY,
        Topic::Fault => &FAULT,
        Topic::Service => &SERVICE,
        Topic::Payment => &PAYMENT,
        Topic::Question => &QUESTION,
        Topic::CheckIn => &CHECK_IN,
        Topic::Unreached => &UNREACHED,
        Topic::Internal => &INTERNAL,
    }
}

const INTRO: Voice = Voice {
    about: &["公司和产品情况", "我们的 {p}", "{line}的改造计划", "产品目录"],
    titles: &["初次联系", "首次拜访", "产品目录和案例"],
    facts: &[
        "现有设备 {qty} 台，一直用{rival}。",
        "{line}计划 {date}前大修。",
        "最头疼的是备件，{rival}要 {weeks} 周。",
        "{other}在别的厂见过我们的 {p}。",
        "一年大约用 {lot}。",
        "留了目录和一件 {p} 样品。",
    ],
    asks: &[
        "朋友介绍的你们，想了解 {lot} 能不能做？",
        "麻烦发一份 {p} 的目录，再给两个案例。",
        "{p} 找谁对接？{line}准备 {date}动工。",
    ],
    sends: &[
        "感谢接待，附上目录和两个 {p} 的案例，请查收。",
        "按约定发 {p} 的参数表，常规交期 {weeks} 周。",
        "{date}想去贵厂拜访，顺便带一件 {p} 样品，方便吗？",
    ],
};

const QUOTE: Voice = Voice {
    about: &["{lot} 的报价", "{p} 的价格", "{line}的询价", "{line}的备件"],
    titles: &["{p} 报价", "询价：{lot}", "{line}报价"],
    facts: &[
        "{short}确认 {lot}。",
        "正与{rival}比较，价格接近，更看重交期。",
        "{fewer} 周内交货是关键。",
        "去年同规格单价 {price}，希望维持。",
        "预算 {total} 左右，要{other}批。",
        "报价时附 STEP 图和油脂数据表。",
        "先要一半，剩下的 {date}之后再定。",
        "规格同 {order}，行程加长。",
    ],
    asks: &[
        "麻烦报一下 {lot}，{date}前到厂。",
        "样品公差没问题，麻烦重新报价，交期能否提前到 {date}？",
        "需要 {lot}，单价 {price} 能不能保持？{fewer} 周能发吗？",
        "报价 {total} 原则上可以，签之前请确认交期。",
    ],
    sends: &[
        "{lot} 报价如下：单价 {price}，合计 {total}，交期 {weeks} 周。",
        "新报价已更新，合计 {total}，有效期到 {date}。",
        "附 {p} 价格表，第二批起优惠 {pct}%。",
    ],
};

const PRICE: Voice = Voice {
    about: &["{p} 的价格", "{lot} 的折扣", "下一批的条款", "{total} 的报价"],
    titles: &["{p} 价格", "{lot} 折扣", "付款条款"],
    facts: &[
        "{rival}便宜 {pct}%，但要 {weeks} 周。",
        "要求再降 {pct}%，我们最低 {price}。",
        "董事会要求三期付款：预付 30%，到货 60%，验收 10%。",
        "{other}接受 {price}，前提是备 {qty} 件库存。",
        "钢材附加费不好跟{other}解释。",
        "{lot} 含运费 {total} 可以下单。",
        "价格不是重点，{line}停一天损失更大。",
    ],
    asks: &[
        "{rival}的 {p} 便宜 {pct}%，你们还能让多少？",
        "单价到 {price}，这个月就下 {lot}。",
        "领导要求账期 60 天，{total} 能不能做？",
    ],
    sends: &[
        "{lot} 可以优惠 {pct}%，折后单价 {price}。",
        "按年度用量，单价 {price} 可以保持到 {date}。",
        "{p} 最低就是 {price}，不过可以给您备 {qty} 件库存。",
    ],
};

const ORDER: Voice = Voice {
    about: &["订单 {order}", "{lot} 的订单", "{p} 框架协议", "采购合同"],
    titles: &["订单 {order}", "{lot} 下单", "订单确认 {order}"],
    facts: &[
        "{order}：{lot}，单价 {price}，合计 {total}。",
        "约定 {date}交货，可以分批。",
        "{other}要求每箱附检测报告。",
        "条款照旧，按海运包装。",
        "另加一套密封件和两支油脂。",
        "现货导轨先发一半，其余 {fewer} 周。",
    ],
    asks: &[
        "订单 {order} 已发，{lot}，请确认交期。",
        "{lot} 按 {total} 定了，{date}前到厂。",
        "{order} 再加两套密封件，回执发给{other}。",
    ],
    sends: &[
        "{order} 已收到，{lot} {date}发货，谢谢。",
        "{order} 合计 {total} 已确认，交期 {weeks} 周。",
        "请核对 {order} 图纸，{day}开始投产。",
    ],
};

const DELIVERY: Voice = Voice {
    about: &["{order} 的交期", "{p} 的交期", "{line}缺的那箱货", "{lot} 的发货"],
    titles: &["{order} 交期", "交期确认", "{lot} 发货"],
    facts: &[
        "{order} 推迟一周，磨削轴到料晚了。",
        "{short}要求 {p} {date}前到现场，{line}在等。",
        "问能否从 {weeks} 周压到 {fewer} 周。",
        "{order} 有一箱受潮，{other}发了照片。",
        "海关又要一次原产地声明。",
        "今年第二次晚交，客户信心不足。",
        "现货先发 {qty} 件，其余 {date}。",
    ],
    asks: &[
        "{order} 到哪里了？{line}等着 {p} 装机。",
        "{lot} 能不能提前到 {date}？",
        "{order} 第二箱破损，照片已发，请 {fewer} 周内补货。",
    ],
    sends: &[
        "{order} 今天已发出，预计 {date}前到。",
        "抱歉，{order} 晚一周，新的日期是 {date}。",
        "现货 {qty} 件{day}先发，其余 {fewer} 周内补齐。",
    ],
};

const FAULT: Voice = Voice {
    about: &["{line}{fault}", "{p} 的问题", "{fault}", "{line}停机"],
    titles: &["{line}{fault}", "故障：{p}", "{line}停机"],
    facts: &[
        "{line}的 {p} {fault}，用了 {months} 个月。",
        "夜班开始出现，热机后更明显。",
        "初步判断：{cause}。",
        "{other}已停机，发了视频。",
        "今年第二次，上次按 {order} 处理的。",
        "和春天另一家厂的情况一样，当时{fix}。",
        "停机每小时损失约 {price}。",
    ],
    asks: &[
        "{line}{fault}，麻烦{day}前派人来看。",
        "{order} 的 {p} 用了 {months} 个月就{fault}，在不在保修期？",
        "视频已发，{line}{fault}，先查哪里？",
    ],
    sends: &[
        "视频看了，估计是{cause}，开机前请先检查。",
        "工程师 {date}到，{line}这几天先半速运行。",
        "替换的 {p} 今天发出，不收费。",
    ],
};

const SERVICE: Voice = Voice {
    about: &["{line}的保养", "{line}预紧力检查", "{line}改造", "操作培训"],
    titles: &["{line}现场查看", "{line}保养", "{line}改造", "预紧力检查"],
    facts: &[
        "现场发现{fault}，{cause}。",
        "{fix}，运行恢复安静。",
        "{other}希望下单前把 {qty} 根轴都检查一遍。",
        "校准后精度在 0.02 mm 以内，报告已给{other}。",
        "润滑间隔太长，改为每 {months} 周一次。",
        "{short}想做服务方案，一年两次，{total}。",
        "旧的 {p} 用到 {date}，之后一个班次换完。",
    ],
    asks: &[
        "工程师 {date}能来吗？{line}那天正好停。",
        "{line}的服务方案麻烦报一下，一年两次。",
        "{date}前需要给六个人做操作培训。",
    ],
    sends: &[
        "服务报告已附：{fix}，下次检查 {date}。",
        "我们 {date}来两个人，需要{line}停一个班次。",
        "{line}服务方案一年 {total}，包含 {p}。",
    ],
};

const PAYMENT: Voice = Voice {
    about: &["{order} 的货款", "{total} 的余款", "付款计划", "信用额度"],
    titles: &["{order} 发票", "余款", "付款计划"],
    facts: &[
        "{total} 已逾期 {qty} 天，在财务{other}那里。",
        "{day}先付一半，其余 {date}前付清。",
        "发票上少了订单号，重开。",
        "银行又要补材料，{day}已打款。",
        "{p} 的投诉没关，财务先压着。",
    ],
    asks: &["{order} 的发票请补订单号重开。", "{total} {date}前付，请确认账号。", "{total} 能不能分两次付？"],
    sends: &["提醒一下，{order} 的 {total} 上月到期。", "{order} 更正后的发票已附。", "{total} 已到账，谢谢。"],
};

const QUESTION: Voice = Voice {
    about: &["{line}选型", "低温润滑", "{p} 的精度", "{p} 的安装"],
    titles: &["{p} 咨询", "{line}选型", "润滑和间隔"],
    facts: &[
        "负载约 {qty} kN，行程 {months}00 mm，两班。",
        "{p} 合适，用重预紧。",
        "想用原来的孔位，偏差 0.1 mm 以内。",
        "{other}要样品和公差表。",
        "零下 20 度用什么油脂？已发对照表。",
        "{rival}说做不了，其实加宽滑块就可以。",
    ],
    asks: &["{qty} kN、两班，用哪种 {p} 合适？", "{p} 能倒装吗？图纸已发。", "样品公差合格，请确认 {lot} 的精度等级。"],
    sends: &[
        "{qty} kN 建议用重预紧的 {p}，计算书已附。",
        "{line}的偏移见图纸，请核对孔位。",
        "油脂对照表已附，两班建议每 {months} 周一次。",
    ],
};

const CHECK_IN: Voice = Voice {
    about: &["{p} 的使用情况", "今年的合作", "{order} 的评价", "下季度计划"],
    titles: &["回访", "满意度回访", "{line}计划"],
    facts: &[
        "{order} 的 {p} 用了 {months} 个月，运行正常。",
        "“响应很快，现场一次解决。”",
        "{line} {date}之后要再上一条。",
        "{other}调去别的厂，接手人待定。",
        "愿意推荐我们，还想要英文说明书。",
        "订单少了，是他们自己出口下滑。",
        "评分 4 分，交期扣了一分。",
    ],
    asks: &["{p} 一切正常，{date}之后还要一批。", "{line}的事多谢，处理得很快。", "{other}已离职，以后请直接联系我。"],
    sends: &[
        "{order} 的 {p} 用得怎么样？两个问题，一分钟。",
        "感谢 {order} 的支持，可以把贵司列为案例吗？",
        "祝节日快乐，我们 {date}恢复上班。",
    ],
};

const UNREACHED: Voice = Voice {
    about: &["{order}"],
    titles: &[""],
    facts: &[
        "无人接听，{order} 的事{day}再打。",
        "打了两次，{who}没接。",
        "给{short}留言，问 {lot}。",
        "{who}出差，{date}回来。",
        "前台说{short}在车间，{p} 的报价还没定。",
        "占线，想问 {p} 的情况。",
    ],
    asks: &[],
    sends: &[],
};

const INTERNAL: Voice = Voice {
    about: &["{lot}"],
    titles: &["下次拜访前", "背景", "{p} 计划", "注意条款"],
    facts: &[
        "拍板的是{other}，不是采购。",
        "{p} 底价 {price}，再低要先请示。",
        "付款慢但不赖账，额度维持 {total}。",
        "{rival}每月都来，我们也要勤跑。",
        "{short}上午十点前最好找。",
        "春季保养活动适合：{line}{fault}。",
        "本季度目标：{lot}，{total}。",
    ],
    asks: &[],
    sends: &[],
};
