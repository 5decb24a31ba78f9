# 屏幕上的报告。
dossier = 客户档案
export-pdf = 导出 PDF
dossier-saved = 已保存 { $name }
report-options = 报告选项
report-preview = 预览
report-text = 文字
dossier-contains = 关于此客户的全部记录：资料、联系人、沟通记录和跟进。
pdf-leaves = PDF 将离开加密的工作区，拿到文件的人都能阅读。
pages = 页面
page-n = 第 { $page } 页
page-of = 第 { $page } 页，共 { $pages } 页
zoom-in = 放大
zoom-out = 缩小
fit-page = 适合页面
