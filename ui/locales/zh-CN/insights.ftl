# 屏幕上的图表。
period = 时间段
last-weeks = 最近 { $weeks } 周
weekly-unit = 所有渠道
