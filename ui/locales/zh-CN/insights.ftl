# 屏幕上的图表。
period = 时间段
last-weeks = 最近 { $weeks } 周
weekly-communications = 每周沟通次数
weekly-communications-unit = 所有渠道
