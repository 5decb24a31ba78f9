//! Domains of mail addresses that say nothing about whose they are.

/// Providers whose addresses anybody has.
const PUBLIC: [&str; 58] = [
    "126.com",
    "139.com",
    "163.com",
    "163.net",
    "188.com",
    "189.cn",
    "21cn.com",
    "aliyun.com",
    "aol.com",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "daum.net",
    "fastmail.com",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hotmail.com",
    "hushmail.com",
    "icloud.com",
    "inbox.com",
    "laposte.net",
    "libero.it",
    "live.cn",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "seznam.cz",
    "sina.cn",
    "sina.com",
    "sohu.com",
    "t-online.de",
    "tom.com",
    "vip.163.com",
    "vip.qq.com",
    "web.de",
    "wo.cn",
    "yandex.ru",
    "yeah.net",
];

/// Whose addresses of many countries begin so: `yahoo.co.jp`, `hotmail.fr`, `outlook.de`, `live.nl`.
const PUBLIC_EVERYWHERE: [&str; 5] = ["hotmail.", "live.", "outlook.", "yahoo.", "ymail."];

/// Whether anybody may have an address in this domain, so that it doesn't tell one company from another.
pub fn is_public_mail(domain: &str) -> bool {
    let domain = domain.trim().to_lowercase();
    PUBLIC.binary_search(&domain.as_str()).is_ok() || PUBLIC_EVERYWHERE.iter().any(|begin| domain.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_told_from_companies() {
        assert!(PUBLIC.is_sorted(), "they are looked up by halves");
        for domain in ["gmail.com", "QQ.com", "163.com", "yahoo.co.jp", "hotmail.fr", "foxmail.com", "web.de"] {
            assert!(is_public_mail(domain), "{domain}");
        }
        for domain in ["mingyuan.example", "mail.mingyuan.example", "kessler.de", "", "outlooks.example"] {
            assert!(!is_public_mail(domain), "{domain}");
        }
    }
}
