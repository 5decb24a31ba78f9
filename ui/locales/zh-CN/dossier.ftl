# 纸面客户档案，以及每周图表。
dossier-title = 客户档案
dossier-details = 基本资料
dossier-people = 联系人
dossier-works-at = 就职于{ $name }
dossier-follow-ups = 待办跟进
dossier-due = 到期
dossier-what = 事项
dossier-owner = 负责人
dossier-timeline = 沟通记录
dossier-nothing-said = 还没有沟通记录。
dossier-outcome = 结果
dossier-page = 第 { $page } 页，共 { $pages } 页
dossier-respelt = 文档字体中没有的字符已用拉丁字母转写。
dossier-made-on = 制作于{ $date }
dossier-extract = 最近 { $shown } 条，共 { $total } 条
dossier-figure-stage = 阶段
dossier-figure-communications = 沟通次数
dossier-figure-last = 最近联系
dossier-figure-next = 下次跟进
dossier-figure-since = 建档时间
dossier-industry = 行业
dossier-size = 规模
dossier-region = 区域
dossier-address = 地址
dossier-country = 国家
dossier-do-not-contact = 请勿联系
dossier-website = 网站
dossier-tax-id = 税号
dossier-birthday = 生日
dossier-terms = 付款条件
dossier-credit-limit = 信用额度
dossier-source = 来源
dossier-referred-by = 推荐人
dossier-note = 备注
weekly-title = 每周沟通次数
weekly-column-week = 周
weekly-column-count = 沟通次数
weekly-summary = { $count ->
    [0] 最近 { $weeks } 周没有沟通记录。
   *[other] 最近 { $weeks } 周共 { $count } 次沟通。
  }
week-short = { $week } 周
week-name = 第 { $week } 周，{ $from }至{ $to }
