# 已保存的视图
saved-views = 已保存的视图
view-all = 全部
view-add = 将当前列表保存为视图
view-new = 保存为视图
view-name = 名称
view-place = 显示位置
view-place-tabs = 列表上方
view-place-sidebar = 同时显示在侧边栏
view-audience = 可见范围
view-audience-everyone = 所有人
view-audience-owner = 仅创建者
view-edited = 已修改
view-save = 保存视图
view-save-as = 保存为视图
view-save-new = 另存为新视图
view-saved = 已保存视图“{ $name }”
view-discard = 放弃修改
view-rename = 重命名视图
view-pin = 显示在侧边栏
view-unpin = 从侧边栏移除
view-keep-private = 仅自己可见
view-share = 所有人可见
view-move-left = 左移
view-move-right = 右移
view-delete = 删除视图
view-deleted = 已删除视图“{ $name }”，其中的客户不受影响
view-more = 视图“{ $name }”的操作
# 历史中
record-view = 视图
view-filter = 筛选条件
view-sort = 排序
history-another = 已更换
act-create_search = 新建搜索
act-update_search = 修改搜索
act-create_view = 新建视图
act-update_view = 修改视图
act-move_view = 移动视图
act-delete_view = 删除视图
# 组合条件
filter = 筛选
conditions-count = { $conditions ->
    [0] {""}
   *[other] { $conditions } 个条件
  }{ $conditions ->
    [0] {""}
   *[other] { $groups ->
        [0] {""}
       *[other] ，
      }
  }{ $groups ->
    [0] {""}
   *[other] { $groups } 个条件组
  }
conditions-remove = 移除这些条件
conditions-clear = 清除
conditions-match = { $all } 位中有 { $count } 位符合
conditions-most = “{ $condition }”排除得最多
condition-add = 条件
condition-field = 字段：{ $field }
condition-test = { $field }：比较方式
condition-value = { $field }：值
condition-unit = { $field }：时间单位
condition-remove = 移除条件“{ $field }”
group-add = 条件组
group-remove = 移除条件组
group-matches = { $count } 位符合
join = 组合方式
join-all = 且
join-any = 或
join-all-true = 须满足全部条件
join-any-true = 满足任一条件即可
join-all-of-these = 满足全部
join-any-of-these = 满足任一
test-any_of = 属于
test-none_of = 不属于
test-tags-any_of = 包含任一
test-tags-all_of = 包含全部
test-tags-none_of = 不包含
test-in_last = 在最近
test-not_in_last = 不在最近
test-more_than_ago = 距今超过
test-in_next = 在未来
test-more_than_ahead = 今后超过
test-on = 等于
test-before = 早于
test-after = 晚于
test-never = 为空
test-ever = 不为空
test-at_least = 至少
test-at_most = 至多
test-exactly = 等于
test-known = 已填写
test-unknown = 未填写
test-contains = 包含
test-month = 在
test-yes = 为“是”
test-no = 为“否”
unit-days = { $count ->
   *[other] 天
  }
unit-weeks = { $count ->
   *[other] 周
  }
unit-months = { $count ->
   *[other] 个月
  }
unit-years = { $count ->
   *[other] 年
  }
value-choose = 选择
value-gone = 已不存在
value-no-stage = 无阶段
value-no-kind = 无类型
value-no-owner = 无负责人
value-no-tags = 无标签
value-no-region = 无区域
value-no-source = 无来源
value-no-industry = 无行业
value-no-country = 无国家
condition-wrong-phone = 有误的电话
condition-wrong-email = 有误的邮箱
