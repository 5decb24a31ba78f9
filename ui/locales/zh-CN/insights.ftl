# 屏幕上的图表。
period = 时间段
last-weeks = 最近 { $weeks } 周
weekly-unit = 所有渠道
insights-empty = 还没有可统计的内容
insights-empty-text = 记录沟通之后，这里会显示每周的次数。
