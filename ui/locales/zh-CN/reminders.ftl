# 跟进到期时的系统通知。
reminder-due = 有 { $count } 项跟进到期
reminder-when = { $customer } { $time }
