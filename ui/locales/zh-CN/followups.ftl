# 跟进：今天页、行、表单。
due-any-time = 不限时间
follow-up-done = 已完成：{ $title }
follow-up-done-again = 已完成：{ $title }，下次：{ $when }
follow-up-log = 记录结果
follow-up-reopened = 已重新打开：{ $title }
follow-up-moved = { $title }：{ $when }
follow-up-deleted = 已删除：{ $title }
follow-up-added = 已添加跟进
follow-up-saved = 已修改跟进
complete-follow-up = 完成：{ $title }
snooze = 推迟
snooze-follow-up = 推迟：{ $title }
snooze-later = 今天晚些时候
snooze-tomorrow = 明天
snooze-week = 一周后
snooze-pick = 选择日期…
# 表单
follow-up-new = 添加跟进
follow-up-edit = 修改跟进
follow-up-what = 事项
follow-up-how = 方式
follow-up-any-channel = 不限方式
follow-up-due = 截止日期
follow-up-time = 时间
follow-up-owner = 负责人
follow-up-nobody = 无负责人
follow-up-length = 时长
follow-up-any-length = 未定
follow-up-priority = 优先级
priority-high = 高
priority-normal = 普通
priority-low = 低
priority-of = { $priority ->
    [high] 高优先级
    [low] 低优先级
   *[other] 普通优先级
  }
follow-up-give = 转交给
follow-up-given = { $title }：已转交给{ $name }
# 批量转交
pick = 多选
give = 转交给…
give-title = 把跟进转交给别人
give-which = 转交哪些
give-chosen = { $count ->
   *[other] 已选的 { $number } 项
  }
give-all = 某人的全部未完成跟进
give-all-of = 谁的未完成跟进
give-to = 转交给
give-choose = 请选择…
give-effect = 将要更改的内容
give-nothing-yet = 请选择由谁接手。
give-count = { $count ->
    [0] 没有需要转交的跟进。
   *[other] 将转交 { $number } 项跟进，目前的负责人：
  }
give-same = { $count ->
   *[other] 有 { $number } 项原本就由其负责。
  }
give-gone = { $count ->
   *[other] 有 { $number } 项已完成或已删除。
  }
give-do = { $count ->
    [0] 转交
   *[other] 转交 { $number } 项跟进
  }
given-to = { $count ->
   *[other] { $number } 项跟进已转交给{ $name }
  }
given-to-nobody = { $count ->
   *[other] { $number } 项跟进已改为无人负责
  }
# 今天
overdue = 已逾期
due-today = 今天到期
coming-up = 即将到期
coming-up-days = 未来 7 天
move-overdue = 全部推到明天
overdue-moved = 已将 { $count } 项跟进推到明天
agenda-rest = 另有 { $count } 项，完成以上各项后显示
done-today = 今天已完成 { $count } 项
nothing-due = 没有到期的跟进
nothing-due-text = 答应客户要做的事，到日子就会出现在这里。
recent-conversations = 最近的沟通
no-conversations-yet = 还没有沟通记录
show-all = 查看全部
conversations-per-week = 每周沟通次数
keys-follow-ups = 跟进
key-complete = 标记为完成
key-snooze = 推到明天
key-open-customer = 打开客户
# 日历
follow-up = 跟进
plan-week = 安排本周
key-show-today = 回到今天
calendar-who = 谁的
calendar-mine = 我的
calendar-team = 团队
calendar-view = 显示方式
calendar-as-day = 日
calendar-as-week = 周
calendar-as-month = 月
calendar-as-list = 列表
calendar-view-day = 当日跟进
calendar-view-week = 本周跟进
calendar-view-month = 本月跟进
calendar-view-list = 逐日跟进
calendar-earlier-day = 前一天
calendar-earlier-week = 上一周
calendar-earlier-month = 上个月
calendar-earlier-list = 前四周
calendar-later-day = 后一天
calendar-later-week = 下一周
calendar-later-month = 下个月
calendar-later-list = 后四周
calendar-hours = 时段
calendar-any = 不限
calendar-any-time-of = { $day }，不限时间
calendar-day = 所选日期
calendar-day-holds = { $day }，{ $count ->
    [0] 没有跟进
   *[other] { $count } 项跟进
  }
calendar-holds = { $count ->
    [0] 没有跟进
   *[other] { $count } 项跟进
  }
calendar-item = { $customer }：{ $title }，{ $when }
calendar-item-done = 已完成：{ $customer }：{ $title }，{ $when }
calendar-done = 已完成
calendar-more = 另有 { $count } 项
calendar-free = 这一天没有安排
calendar-being-moved = 正移到{ $day }
overdue-days = { $days } 天
lift-hint = 按空格键拿起后可移动
lift-lifted = 已拿起：{ $title }，{ $when }。方向键移动，A 改为不限时间，空格键放下，Esc 放回原处。
lift-overlaps = { $when }，与{ $other }同时
lift-also = 同时有{ $other }
lift-dropped = 已放下：{ $title }，{ $when }
lift-back = 已放回：{ $title }
lift-drop = 放下
lift-quarter = 15 分钟
lift-week = 周
lift-longer = 加长、缩短
lift-day = 天
lift-any-time = 不限时间
lift-put-back = 放回
# 排进一周
fit-week = 排进本周
fit-title = 排进 { $days }
fit-any-time = 也安排这一周内不限时间的跟进
fit-found = 找到的时间
fit-nothing = 没有逾期的跟进，每一项都已有时间。
fit-no-room = 这一周已没有空闲时间。可以调整工作时间，或排到下一周。
fit-left = 另有 { $count } 项在这一周没有空闲时间，保持不变。
fit-accept = { $count ->
    [0] 移动
   *[other] 移动 { $count } 项跟进
  }
fit-done = 已为 { $count } 项跟进排好时间
fit-until = { $day }前不限时间
fit-was-at = 原定 { $time }
fit-in-hours = 在约定时段内：{ $hours }
fit-out-of-hours = 约定时段 { $hours } 已无空闲
working-hours = 工作时间
working-days = 工作日
# 日历文件
calendar-file = 存为日历文件
calendar-file-text = 未完成的跟进，供手机、Outlook 等日历程序使用。以后再导出的文件会更新其中的同一事项。
calendar-file-which = 哪些日期
calendar-file-all = 全部未完成
calendar-file-leaves = 日历文件会离开加密的工作区，拿到文件的人都能看到内容。
calendar-file-save = 选择位置…
calendar-file-name = 跟进.ics
calendar-file-saved = { $count ->
   *[other] 已将 { $number } 项跟进写入 { $name }，该文件未加密
  }
# 保持更新的日历文件
kept-file = 保持日历文件更新
kept-file-text = 本机的日历程序可以订阅该文件。工作区打开时，每次更改后不久会重新写入；锁定后文件仍可读取。
kept-file-names = 包含的内容
kept-file-named = 含名称
kept-file-plain = 仅提示有事项
kept-file-keep = 选择保存位置…
kept-file-begun = { $name } 现已保持更新，该文件未加密
kept-file-is = { $name }，写入于{ $when }。
kept-file-mine = 包含自己的跟进和无负责人的跟进。
kept-file-team = 包含所有人的跟进。
kept-file-is-named = 文件中可以看到名称。
kept-file-is-plain = 文件中没有名称。
kept-file-problem = { $problem ->
    [not_there] 文件夹暂不可用，文件已不是最新，每分钟会重试一次。
    [no_access] 文件夹不允许写入，文件已不是最新，每分钟会重试一次。
    [no_room] 空间不足，文件已不是最新，每分钟会重试一次。
   *[other] 无法写入，文件已不是最新，每分钟会重试一次。
  }
kept-file-stop = 停止更新，保留文件
kept-file-delete = 停止更新并删除
kept-file-stopped = { $name } 不再更新，文件仍在原处
kept-file-deleted = 已删除 { $name }
follow-up-repeats = 重复
repeat-never = 不重复
repeat-daily = 每天
repeat-workdays = 每个工作日
repeat-weekly = 每{ $day }
repeat-weeks = 每 { $count } 周的{ $day }
repeat-monthly = 每月 { $day } 日
repeat-month-end = 每月最后一天
repeat-nth = { $nth ->
    [-1] 每月最后一个{ $day }
   *[other] 每月第 { $nth } 个{ $day }
  }
repeat-yearly = 每年
repeat-other = 按自定规则
