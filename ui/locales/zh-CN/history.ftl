# 每一次变更的历史，以及如何恢复。
history = 历史记录
history-text = 每次变更都保留在这里，随时可以撤销。
overview = 概览
record-views = 客户的各个页面
history-filter = 筛选历史记录
history-who = 操作人
history-everybody = 所有人
history-empty = 还没有任何变更
history-empty-text = 你添加、修改、删除或导入的内容都会列在这里，并且可以撤销。
history-no-match = 没有符合这些筛选条件的记录
history-changed = 修改{ $record }：{ $fields }
history-undone = 已撤销
history-undone-by = { $actor } 于{ $when }撤销
history-unmerge = 仅撤销这位客户的合并
history-undo-act = 撤销此操作
history-redo-act = 重做此操作
history-restore = 恢复
history-restore-what = 恢复：{ $what }
history-restored = 已恢复：{ $what }
history-as-it-was = 无需恢复，内容与当时一致
history-is-deleted = 已删除
history-more = 显示更多变更
history-nothing-told = 没有可显示的内容
history-before = 之前：
history-after = 之后：
history-later = 后来（{ $when }）：{ $what }（{ $actor }）
history-deleted-by = 后来{ $when }被删除（{ $actor }）
history-value = 内容
history-order = 次序
history-tag = 标签
history-person = 联系人
history-role = 角色
act-kind-added = 新增
act-kind-changed = 修改
act-kind-deleted = 删除
act-kind-imported = 导入
act-kind-restored = 恢复
op-insert = 新增
op-update = 修改
op-delete = 删除
op-restore = 恢复
# 记录的种类
record-workspace = 工作区
record-device = 电脑
record-user = 用户
record-customer = 客户
record-contact = 联系人
record-contact_point = 联系方式
record-contact_link = 在其他客户的角色
record-tag = 标签
record-customer_tag = 标签
record-not_duplicate = 不同客户
record-communication = 沟通记录
record-participant = 参与人
record-follow_up = 跟进
# 无法整体撤销的操作
conflicts-title = 之后又有变更
conflicts-text = { $count ->
   *[other] 有 { $count } 处后来又有变更，目前尚未撤销任何内容。
  }
conflicts-none = 障碍已不存在，现在可以撤销。
conflicts-instead = 而不是
conflicts-show = 查看
conflicts-more = { $count ->
   *[other] 还有 { $count } 处
  }
conflicts-leave = 全部保留
conflicts-rest = { $count ->
   *[other] 撤销其余 { $count } 处
  }
conflict-changed_since = 后来被修改
conflict-deleted_since = 后来被删除，请先撤销该删除
conflict-added_since = 是其他人后来添加的
act-set_category = 沟通记录的类别
act-set_tone = 沟通语气
act-save_template = 保存模板
act-delete_template = 删除模板
record-template = 模板
act-save_category = 保存类别
act-delete_category = 删除类别
record-category = 类别
category-hidden = 隐藏
act-add_attachments = { $count ->
    [1] 添加附件
   *[other] 添加 { $count } 个附件
  }
act-remove_attachment = 移除附件
record-attachment = 附件
