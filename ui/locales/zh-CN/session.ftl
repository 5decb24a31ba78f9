# 首次启动、锁定与解锁。
steps = 步骤
step-workspace = 工作区
step-lock = 锁定
recovery-code = 恢复码
create-workspace = 创建工作区
create-workspace-text = 一个加密的文件夹，保存你的客户和每一次沟通。
workspace-name = 名称
your-name = 你的姓名
country = 国家或地区
main-currency = 主要货币
interface-language = 界面语言
kept-in = 保存位置
country-hint = 国家或地区决定如何识别不带国家代码的电话号码。名称、国家和货币以后都可以更改。
open-sample = 打开示例工作区
lock-how = 用什么方式锁定？
lock-how-text = 两种方式都会加密工作区，以后可以更换。
lock-passphrase = 口令
lock-passphrase-text = 每次启动时输入。工作区可以搬到另一台电脑。
lock-keyring = 本机密钥环
lock-keyring-text = 无需输入：登录本机后即可打开。能用你账户的人都能打开，而且只能在这台电脑上打开。
lock-keyring-unusable = 这台电脑上没有可用的密钥环，无法保管密钥。
safest = 最安全
passphrase = 口令
passphrase-again = 再输入一次
passphrases-differ = 两次输入不一致。
strength = 强度
strength-short = 至少 { $least } 个字符
strength-weak = 弱：容易被猜到，{ $characters } 个字符
strength-fair = 一般：{ $characters } 个字符，再加一个词更好
strength-strong = 强：{ $characters } 个字符
code-comes-next = 接下来是恢复码，以防忘记口令或丢失电脑。
keep-code = 请保管好恢复码
keep-code-text = 没有口令时用它打开工作区。只在此时显示一次。
clipboard-refused = 无法使用剪贴板，请把恢复码抄写下来。
clipboard-clears = 60 秒后从剪贴板清除
type-group = 输入第 { $group } 组
matches = 一致
kept-elsewhere = 我已把它保存在这台电脑以外的地方
both-lost = 如果两者都丢失，任何人都无法打开工作区，包括我们。
create-workspace-now = 创建工作区
show-secret = 显示输入的内容
caps-lock-on = 大写锁定已开启
encrypted-here = 在本机加密
no-account = 无需账户，不上传
locked-asked = { $method ->
    [passphrase] 已锁定。请输入口令打开。
    [recovery] 已锁定。请输入恢复码打开。
   *[keyring] 已锁定。可用密钥环打开。
  }
locked-idle = { $method ->
    [passphrase] 因长时间无人操作已锁定。请输入口令继续。
    [recovery] 因长时间无人操作已锁定。请输入恢复码继续。
   *[keyring] 因长时间无人操作已锁定。可用密钥环打开。
  }
locked-slept = { $method ->
    [passphrase] 已随电脑一同锁定。请输入口令继续。
    [recovery] 已随电脑一同锁定。请输入恢复码继续。
   *[keyring] 已随电脑一同锁定。可用密钥环打开。
  }
locked-passphrase = { $method ->
    [recovery] 请输入恢复码打开。
   *[other] 请输入口令打开。
  }
locked-keyring_missing = 密钥环中已没有这把密钥。数据没有丢失，可用口令或恢复码打开。
locked-keyring_locked = 密钥环已锁定。请先解锁，或改用其他方式。
locked-keyring_changed = 密钥环中的密钥不属于此工作区，可用口令或恢复码打开。
unlock = 解锁
unlock-slow = 工作区较大，或来自较早的版本，需要一些时间才能打开。请不要关闭窗口。
unlock-keyring = 用密钥环打开
wait-seconds = { $seconds } 秒后再试
use-passphrase = 使用口令
use-keyring = 使用密钥环
use-recovery = 使用恢复码
