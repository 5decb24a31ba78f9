# 客户列表
list-comma = 、
column-customer = 客户
column-tags = 标签
column-owner = 负责人
column-stage = 阶段
column-last = 最近联系
column-next = 下次跟进
column-region = 区域
column-created = 添加日期
column-sorted = 排序
never = 从未
overdue-too = ，已逾期
import = 导入
export = 导出
export-as-csv = CSV
export-as-csv_gb18030 = CSV（GBK，适合旧版中文软件）
export-as-xlsx = Excel 工作簿
export-as-vcard = vCard 名片（含全部联系人，适合手机和通讯录）
export-labels = 标签（PDF），贴在信封上
labels = 地址标签
labels-sheet = 标签纸
labels-a4 = A4，3 × 8 张，每张 70 × 37 毫米
labels-letter = Letter，3 × 10 张，每张 2⅝ × 1 英寸
labels-person = 写上第一位联系人
labels-who = 寄往其他国家的标签会写上国家。请按实际大小打印。
labels-save = 另存为 PDF
labels-file = 标签.pdf
labels-saved = { $count ->
   *[other] 已将 { $number } 张标签写入 { $name }。
  }
labels-left-out = { $count ->
   *[other] { $number } 位客户没有地址。
  }
labels-do-not-contact = { $count ->
   *[other] 同时打印 { $number } 位不希望被联系的客户
  }
labels-unwanted = { $count ->
   *[other] { $number } 位客户不希望被联系。
  }
export-cut = { $count ->
   *[other] 有 { $count } 处文字超出了工作簿单元格的长度，已截断；CSV 可以完整保存。
  }
export-customers-title = { $count ->
   *[other] 将 { $number } 位客户写入加密工作区之外的文件
  }
customers-file = 客户.{ $ending }
customers-exported = { $count ->
   *[other] 已将 { $number } 位客户写入 { $name }，该文件未加密
  }
cards-exported = { $count ->
   *[other] 已将 { $number } 张名片写入 { $name }，该文件未加密
  }
customers-count = { $count ->
   *[other] 共 { $number } 位客户
  }
customers-deleted = { $count ->
   *[other] 已删除 { $number } 位客户
  }
customers-tagged = { $count ->
   *[other] 已为 { $number } 位客户添加标签“{ $tag }”
  }
customers-untagged = { $count ->
   *[other] 已从 { $number } 位客户移除标签“{ $tag }”
  }
customers-assigned = { $count ->
   *[other] 已更改 { $number } 位客户的负责人
  }
customers-staged = { $count ->
   *[other] 已将 { $number } 位客户移至“{ $stage }”
  }
customers-unchanged = 原本就是如此，未作修改
customers-edited = { $count ->
   *[other] 已修改 { $number } 位客户的“{ $field }”
  }
bulk-edit = 批量修改
bulk-title = 批量修改所选客户的字段
bulk-field = 字段
bulk-way = 修改方式
bulk-set = 设为新值
bulk-add = 增加
bulk-take_away = 去掉
bulk-clear = 清空
bulk-value = 新值
bulk-choose = 请选择
bulk-effect = 修改预览
bulk-nothing-yet = 填写新值后，这里会显示将要发生的变化
bulk-changing = { $count ->
    [0] 没有客户需要修改
   *[other] 将修改 { $number } 位客户
  }
bulk-same = { $count ->
   *[other] { $number } 位已是此值
  }
bulk-gone = { $count ->
   *[other] { $number } 位已被删除
  }
bulk-more = { $count ->
   *[other] 还有 { $number } 位
  }
bulk-change = { $count ->
    [0] 修改
   *[other] 修改 { $number } 位客户
  }
select-all-matching = 选择全部 { $count } 位
assign = 分配
tags-add = 添加
tags-remove = 移除
progress-of = { $done } / { $total }
selection-clear = 清除选择
filter-customers = 筛选客户
filter-text = 按名称、电话、标签筛选
filter-stages = 阶段
filter-owners = 负责人
filter-tags = 标签
filter-find = 查找{ $filter }
filter-remove = 移除筛选条件“{ $filter }”
filter-no-values = 没有可选值
filter-more = 还有 { $count } 个，输入文字查找。
filter-part = { $filter }：{ $values }
filter-remove-most = 移除该条件
filter-clear = 清除筛选
customers-no-match = 没有符合条件的客户
customers-no-match-most = “{ $filter }”排除了 { $all } 位中的 { $out } 位。去掉它后有 { $without } 位符合。
customers-no-match-text = 可在上方移除某个条件，或清除全部条件。
customers-shown = { $shown } / { $all }
columns-shown = { $shown } / { $all }
columns-reset = 重置
columns-hidden = 已隐藏
columns-order = 顺序
columns-width = 宽度
group-by = 分组
group-by-nothing = 不分组
column-always = 始终显示
column-moved = { $column }现在是第 { $place } 列
column-width = 宽 { $width } 像素
preview = 预览
open-record = 打开客户
log-note = 记录
add-follow-up = 添加跟进
next-follow-up = 下次跟进
no-open-follow-up = 暂无安排
last-conversation = 最近沟通
no-conversation = 尚无记录
channel-and-day = { $channel }，{ $day }
people = 联系人
no-people = 尚无联系人
customers-opening = 正在打开 { $count } 位客户
key-delete = 删除（可撤销）
# 空工作区
begin-title = 把客户资料带进来
begin-text = 所有内容都加密保存在这台电脑上，无需账号，不会上传。
begin-import = 导入名单
begin-import-text = 支持电子表格、任意编码的 CSV 和 vCard 名片。保存之前，可以先看到每个问题和重复项。
begin-choose = 选择文件
begin-first = 添加第一位客户
begin-first-text = 只需一个名称即可开始，其余信息以后再补。
begin-add = 添加客户
begin-sample = 试用示例数据
begin-sample-text = 一家贸易公司的客户、记录和跟进，与自己的工作区分开存放。
begin-open-sample = 打开示例
begin-drop = 也可以把文件拖到窗口中的任意位置
# 新建客户
customer-create = 创建客户
tags-hint = 多个标签用逗号分隔。
new-customer-kept = 创建之前，已输入的内容会一直保留。
# 客户详情
breadcrumb = 当前位置
record-position = 第 { $position } / { $total } 位
dossier-pdf = 客户档案 PDF
edit-tags = 编辑标签
tag-add = 标签
tag-find = 查找或新建标签
tag-new = 新建“{ $name }”
tag-none = 还没有标签，输入即可新建。
delete-customer = 删除客户
customer-since = { $date }添加
owner-nobody = 无负责人
owner-change = 负责人：{ $name }，点击更改
key-figures = 关键数据
last-contact = 最近联系
open-follow-ups = 待办跟进
details = 基本信息
fact-name = 名称
fact-other_name = 其他名称
fact-kind = 类型
fact-stage = 阶段
fact-owner_id = 负责人
fact-industry = 行业
fact-size = 规模
fact-region = 区域
fact-address = 地址
fact-country = 国家
fact-do_not_contact = 请勿联系
do-not-contact = 不希望被联系
fact-website = 网站
fact-tax_id = 税号
fact-birthday = 生日
birthday-hint = 如 1985年3月14日，年份可省略
fact-terms = 账期
fact-credit_limit_minor = 信用额度
fact-currency = 币种
fact-source = 来源
fact-note = 备注
strategy = 沟通策略
strategy-and-follow-ups = 沟通策略与跟进
fact-goal = 目标
fact-rhythm_days = 联系节奏
fact-preferred_channel = 首选方式
fact-preferred_hours = 方便时段
rhythm-none = 未约定
rhythm-weeks = { $count ->
    [1] 每周
   *[other] 每 { $count } 周
  }
rhythm-days = { $count ->
    [1] 每天
   *[other] 每 { $count } 天
  }
rhythm-91 = 每季度
rhythm-182 = 每半年
rhythm-365 = 每年
contact-due = { $day }前联系
contact-never = 尚未联系过
contact-plan = 为{ $name }安排跟进
contact-usually = 通常每 { $rhythm } 天联系一次
contact-usually-weeks = { $count ->
    [1] 通常每周联系一次
   *[other] 通常每 { $count } 周联系一次
  }
contact-ago = { $days ->
    [0] 今天刚联系过
   *[other] 上次联系在 { $days } 天前
  }
contact-step = 联系客户
contact-planned = 已为 { $name } 添加今天的跟进
contact-dismiss = 暂不联系：{ $name }
contact-dismiss-short = 暂不联系
contact-dismissed = { $day }起再建议联系{ $name }
fact-quiet_until = 暂不建议联系至
contacts-due = 该联系了
condition-contact-due = 应联系日期
suggest-take = 采纳
suggest-channel = 改用{ $name }更好。
suggest-hours = { $hours } 更容易联系上。
suggest-agree = 约定{ $rhythm }联系？
suggest-rhythm = 改为{ $rhythm }联系？
suggest-reached = { $name }：{ $of } 次联系上 { $reached } 次
suggest-join = {"，"}
suggest-otherwise = 其他时段
suggest-habit = 你们大约每 { $median } 天联系一次（依据 { $gaps } 次间隔）。
suggest-rarer = 对方连续两次拒绝。
suggest-sooner = 对方想进一步了解。
fact-referred_by = 介绍人
fact-number = 编号
fact-updated = 更新日期
fact-other = 其他字段
edit-points = 编辑电话、邮箱和聊天账号
points = 电话、邮箱、聊天账号
point-kind = 类型
point-label = 标注
point-add = 添加电话、邮箱或聊天账号
point-remove = 移除
referrer-find = 查找客户
referrer-remove = 移除介绍人
picker-none = 没有找到这个客户
person-add = 添加联系人
person-edit = 联系人
person-name = 姓名
person-title = 职务
person-department = 部门
person-role = 决策角色
person-deleted = 已删除 { $name }
person-also-at = 同时在
person-link-add = 加入另一客户
person-unlink = 从此客户移出
person-unlinked = 已从此客户移出{ $name }
person-known = 其他客户已有此人：
person-link = 也加到这里
person-linked = 已加入{ $name }
follow-ups = 跟进
activity = 每周沟通次数
activity-weeks = 近 { $weeks } 周
# 时间线
timeline = 时间线
timeline-filter = 显示
timeline-all = 全部
timeline-calls = 电话
timeline-visits = 拜访
timeline-emails = 邮件
timeline-chats = 聊天
timeline-notes = 备注
timeline-follow-ups = 跟进
timeline-changes = 变更
timeline-find = 在时间线中查找
timeline-found = 找到 { $count } 条
timeline-not-found = 没有包含“{ $text }”的记录
timeline-compose = 写一条记录，或粘贴聊天内容
timeline-empty = 还没有记录
timeline-empty-text = 电话、拜访、消息和备注会显示在这里，最新的在最前面。
timeline-none-of-kind = 没有这类记录
timeline-show-all = 显示全部
timeline-follow-up = 跟进
timeline-change = 变更
timeline-changed = { $actor } 修改了{ $fields }
timeline-with = 与 { $people }
timeline-next = 下一步：{ $title }，{ $due }
show-more = 展开
show-less = 收起
follow-up-reopen = 重新打开
keys-record = 在客户页面
key-previous-record = 上一位客户
key-next-record = 下一位客户
key-tag = 编辑标签

## 疑似重复的客户
duplicates = 重复客户
duplicates-text = 最相似的排在前面。未经确认不会合并，每次合并都可以撤销。
duplicates-none = 没有疑似重复的客户
duplicates-none-text = 已比较名称、电话、邮箱、税号、网址和地址。新增或修改的客户会自动比较。
duplicates-find = 重新比较
duplicates-alike = 相似度 { $share }
duplicates-row = { $number } · { $count } 次沟通
duplicates-compare = 比较
duplicates-not-same = 不是同一个
duplicates-apart = 已标记为不同客户，不会再提示。
duplicates-merge-certain = 合并 { $count } 对 95% 以上的
duplicates-merged = { $became ->
   *[other] 已将 { $customers } 位客户合并为 { $became } 位
  }
duplicates-none-certain = 没有可合并的客户
customers-unmerged = 已撤销合并，恢复为 { $count } 位客户
similar-there = { $count ->
   *[other] 可能已有此客户：
  }
reason-same-phone = 电话相同
reason-same-email = 邮箱相同
reason-same-name = 名称相同
reason-same-tax_id = 税号相同
reason-same-number = 客户编号相同
reason-same-website = 网址相同
reason-same-address = 地址相同
reason-alike-name = 名称相似度 { $share }
reason-alike-address = 地址相似度 { $share }
reason-other-phone = 电话不同
reason-other-email = 邮箱不同
reason-other-website = 网址不同
reason-other-tax_id = 税号不同

## 合并客户
merge = 合并
merge-title = { $count ->
    [2] 合并两位客户
   *[other] 合并 { $count } 位客户
  }
merge-fields = 字段
merge-differ = { $count } 项不同
merge-equal = { $count } 项相同
merge-since = { $number }，{ $day }添加
merge-after = 合并后
merge-keeps = 保留编号 { $number }
merge-empty = 空
merge-more = 另有 { $count } 个相同字段
merge-less = 隐藏相同字段
merge-together = 合并的内容
merge-open-follow-ups = 未完成的跟进
merge-people = { $count ->
   *[other] 两边都有，将合为一人：
  }
merge-do-not-contact = 其中有客户不希望被联系，合并后同样请勿联系。
merge-position = 第 { $position } 对，共 { $total } 对
merge-undo = 随时可以撤销
merge-undo-text = 可在客户的历史记录中撤销。合并之后新增的内容留在保留的客户下。
merge-left = 左
merge-right = 右
merge-field = 字段
merge-skip = 跳过
merge-now = 合并为一个
merge-and-next = 合并并继续
customers-merged = 已将 { $count } 位客户合并为“{ $name }”
# 用系统里的程序打电话、写邮件。
reach-call = 拨打 { $value }
reach-write = 写邮件给 { $value }
reach-log = 记录
reach-log-call = 记录与{ $name }的这次通话？
reach-log-email = 记录发给{ $name }的这封邮件？
reach-refused = 请勿联系
reach-refused-text = { $name }不希望有人打电话或写邮件。
reach-anyway = 仍要联系
reach-no-phone = 这台电脑上没有可以拨打电话的程序。号码是 { $value }
reach-no-mail = 这台电脑上没有可以写邮件的程序。地址是 { $value }
reach-copy = 复制
