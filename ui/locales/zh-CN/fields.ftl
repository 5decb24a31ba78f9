# 自定义字段：企业在记录上添加的内容。
settings-fields = 自定义字段
custom-fields = 自定义字段
fields-none = 还没有自定义字段
fields-none-text = 添加贵公司想了解、而其他字段没有的内容，可以像内置字段一样搜索、筛选和导出。
fields-none-owner = 工作区所有者可以添加。
fields-help = 分组按此顺序显示在每条记录上。字段可以像内置字段一样搜索、筛选和导出。
fields-archived = { $count } 个已归档字段
fields-archived-kept = 内容均保留
fields-show = 显示
fields-hide = 隐藏
field-new = 新建字段
field-add = 添加字段
field-made = 已添加字段：{ $name }
field-column = 字段
field-name = 名称
field-name-en = 英文名称
field-name-zh = 中文名称
field-kind = 类型
field-section = 分组
field-section-hint = 同组字段显示在一起。输入新名称即可新建分组。
field-subject = 记录类型
field-filled = 已填写
field-choices = 选项
field-colour = 颜色
field-rules = 规则
field-start = 默认值
field-archived = 已归档
field-in-list = 显示在客户列表中
field-shown-in = 显示位置
field-in-record = 记录
field-in-record-and-list = 记录、列表
field-required-for = 必填
field-required-customer = 新客户必须填写
field-required-contact = 新联系人必须填写
field-archive = 归档字段
field-unarchive = 重新启用
field-archived-done = 已归档：{ $name }。内容均保留。
field-restored-done = 已重新启用：{ $name }
field-is-archived = 此字段已归档。内容均保留，重新启用后即可看到。
field-none = 未填写
field-held-customer = { $count ->
   *[other] { $number } 位客户
  }
field-held-contact = { $count ->
   *[other] { $number } 位联系人
  }
field-subject-customer = 客户
field-subject-contact = 联系人
field-kind-text = 文本
field-kind-long_text = 长文本
field-kind-number = 数字
field-kind-money = 金额
field-kind-date = 日期
field-kind-choice = 单选
field-kind-choices = 多选
field-kind-answer = 是或否
field-kind-link = 链接
choice-add = 添加选项
choices-sort = 按名称排序
choices-none = 还没有选项
choice-colour = 更换“{ $choice }”的颜色
choice-nameEn = 选项 { $number } 的英文名称
choice-nameZh = 选项 { $number } 的中文名称
choice-remove = 删除“{ $choice }”
choice-remove-now = 删除
choice-remove-asks = 删除选项时会询问由哪个选项替代。
choice-removed = 已删除选项：{ $name }
choice-replacement = 替代选项
choice-leave-empty = 不替代，留空
choice-held-customer = { $count ->
   *[other] { $number } 位客户使用此选项。
  }
choice-held-contact = { $count ->
   *[other] { $number } 位联系人使用此选项。
  }
act-create_field = 新建自定义字段
act-update_field = 更改自定义字段
act-move_field = 移动自定义字段
act-save_choices = 更改选项
act-remove_choice = 删除选项
record-custom_field = 自定义字段
record-field_choice = 选项
record-custom_value = 字段
