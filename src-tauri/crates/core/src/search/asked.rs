//! What a query says by names before a colon, in either language, as conditions; and what of that nobody understands.

use satchel_domain::{Typed, said_day};
use satchel_search::{Asked, Kind, Named, Said, Terms, Whom};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Value};
use serde::Serialize;
use ts_rs::TS;

use super::documents::channel_code;
use super::{Query, SearchInput, day_start};
use crate::App;
use crate::communications::categories::{Category, names_of, offered};
use crate::communications::{Channel, user_names};
use crate::customers::{contact, customer};
use crate::error::Result;
use crate::ids::{CategoryId, UserId};
use crate::people::Actor;

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchOperator {
    /// What the customer is called.
    Customer,
    /// Who took part.
    Person,
    /// How it was held.
    Channel,
    /// Whose it is.
    Owner,
    /// On this day or later.
    After,
    /// Before this day.
    Before,
    /// Customers, people or conversations.
    Kind,
    /// What it is about.
    Category,
}

/// Something in a query that isn't understood. What is left is searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotUnderstood {
    /// What it was said by.
    pub operator: SearchOperator,
    /// What was said.
    pub value: String,
}

const NAMES: &[(SearchOperator, &[&str])] = &[
    (SearchOperator::Customer, &["customer", "company", "客户", "客戶", "公司"]),
    (SearchOperator::Person, &["person", "contact", "people", "with", "联系人", "聯絡人", "聯繫人"]),
    (SearchOperator::Channel, &["channel", "by", "渠道", "方式"]),
    (SearchOperator::Owner, &["owner", "负责人", "負責人"]),
    (SearchOperator::After, &["after", "since", "from", "之后", "之後", "自"]),
    (SearchOperator::Before, &["before", "until", "之前"]),
    (SearchOperator::Category, &["category", "about", "分类", "分類", "类别", "類別"]),
    (SearchOperator::Kind, &["kind", "type", "类型", "類型"]),
];

const CHANNELS: &[(Channel, &[&str])] = &[
    (Channel::Call, &["call", "calls", "phone", "电话", "電話", "通话"]),
    (Channel::Email, &["email", "e-mail", "mail", "邮件", "郵件", "电子邮件"]),
    (Channel::Chat, &["chat", "message", "聊天", "微信", "短信", "消息"]),
    (Channel::Visit, &["visit", "visits", "拜访", "拜訪", "上门"]),
    (Channel::Meeting, &["meeting", "meetings", "会议", "會議", "开会"]),
    (Channel::Note, &["note", "notes", "备注", "備註", "笔记"]),
];

const KINDS: &[(Kind, &[&str])] = &[
    (Kind::Customer, &["customer", "customers", "company", "客户", "客戶"]),
    (Kind::Contact, &["person", "people", "contact", "contacts", "联系人", "聯絡人", "聯繫人"]),
    (Kind::Communication, &["conversation", "conversations", "communication", "沟通记录", "沟通", "记录", "溝通記錄"]),
];

const ME: &[&str] = &["me", "我", "自己"];

/// Names of customers or people that one pinyin may stand for.
const SPELLED: usize = 64;

/// What was typed, as the index is asked for it.
pub(super) struct Wanted {
    /// What is said of words.
    pub terms: Terms,
    /// The same, and all that is said by names, with the input's own filters.
    pub query: Query,
    /// The words alone.
    pub text: String,
    /// Whether anything narrows but what kind it is.
    pub narrowed: bool,
    pub not_understood: Vec<NotUnderstood>,
}

/// Reads a query. What the input chooses beside it holds as well.
pub(super) async fn wanted(app: &App, actor: Actor, input: &SearchInput, mut query: Query) -> Result<Wanted> {
    let asked = Asked::read(&input.query, |name| operator(name).is_some());
    let mut not_understood = Vec::new();
    let mut chosen = Chosen::default();
    for said in &asked.said {
        let Some(operator) = operator(&said.name) else { continue };
        // Nothing is said yet while it is being typed.
        if said.value.trim().is_empty() {
            continue;
        }
        if !chosen.take(app, actor, operator, said).await? {
            not_understood.push(NotUnderstood { operator, value: said.value.trim().to_owned() });
        }
    }
    query.terms = asked.terms.clone();
    let narrowed = chosen.narrow(&mut query);
    Ok(Wanted { terms: asked.terms, query, text: asked.text, narrowed, not_understood })
}

/// What was said by names. Said twice by one name, either is wanted; of people all.
#[derive(Default)]
struct Chosen {
    kinds: Either<Kind>,
    channels: Either<u8>,
    owners: Either<Uuid>,
    categories: Either<Uuid>,
    customers: Vec<Terms>,
    others: Vec<Named>,
    from_ms: Option<i64>,
    to_ms: Option<i64>,
}

struct Either<T> {
    any: Vec<T>,
    none: Vec<T>,
}

impl<T> Default for Either<T> {
    fn default() -> Self {
        Self { any: Vec::new(), none: Vec::new() }
    }
}

impl<T> Either<T> {
    fn is_empty(&self) -> bool {
        self.any.is_empty() && self.none.is_empty()
    }

    fn add(&mut self, values: impl IntoIterator<Item = T>, excluded: bool) {
        if excluded { &mut self.none } else { &mut self.any }.extend(values);
    }
}

impl Chosen {
    /// Whether it was understood.
    async fn take(&mut self, app: &App, actor: Actor, operator: SearchOperator, said: &Said) -> Result<bool> {
        let (value, excluded) = (said.value.trim(), said.excluded);
        match operator {
            SearchOperator::Customer | SearchOperator::Person => {
                let whom = if operator == SearchOperator::Person { Whom::Person } else { Whom::Customer };
                let any = named(app, value, whom).await?;
                match any.is_empty() {
                    true => return Ok(false),
                    false if excluded || whom == Whom::Person => self.others.push(Named { whom, any, excluded }),
                    false => self.customers.extend(any),
                }
            }
            SearchOperator::Channel => match of(CHANNELS, value) {
                Some(channel) => self.channels.add([channel_code(channel)], excluded),
                None => return Ok(false),
            },
            SearchOperator::Kind => match of(KINDS, value) {
                Some(kind) => self.kinds.add([kind], excluded),
                None => return Ok(false),
            },
            SearchOperator::Owner => {
                let owners = owners(app, actor, value).await?;
                if owners.is_empty() {
                    return Ok(false);
                }
                self.owners.add(owners.into_iter().map(Into::into), excluded);
            }
            SearchOperator::Category => {
                let called = categories(app, value).await?;
                if called.is_empty() {
                    return Ok(false);
                }
                self.categories.add(called.into_iter().map(Into::into), excluded);
            }
            SearchOperator::After | SearchOperator::Before => {
                let Some(day) = said_day(value, app.clock.today()) else { return Ok(false) };
                let start = day_start(app, day)?;
                // What isn't before a day is on it or after.
                if (operator == SearchOperator::After) != excluded {
                    self.from_ms = self.from_ms.max(Some(start));
                } else {
                    self.to_ms = Some(self.to_ms.map_or(start, |to| to.min(start)));
                }
            }
        }
        Ok(true)
    }

    /// Whether it narrowed the query by more than kinds.
    fn narrow(self, query: &mut Query) -> bool {
        let Self { kinds, channels, owners, categories, customers, others, from_ms, to_ms } = self;
        let narrowed = !(channels.is_empty()
            && owners.is_empty()
            && categories.is_empty()
            && customers.is_empty()
            && others.is_empty()
            && from_ms.is_none()
            && to_ms.is_none());
        let mut possible = both(&mut query.kinds, kinds.any);
        let of_kind = |kind: &Kind| !kinds.none.contains(kind);
        if !kinds.none.is_empty() {
            let left = super::keeper::KINDS.into_iter().filter(of_kind).collect();
            possible &= both(&mut query.kinds, left);
        }
        possible &= both(&mut query.channels, channels.any);
        possible &= both(&mut query.owners, owners.any);
        possible &= both(&mut query.categories, categories.any);
        query.not_categories.extend(categories.none);
        query.not_channels.extend(channels.none);
        query.not_owners.extend(owners.none);
        if !customers.is_empty() {
            query.named.push(Named { whom: Whom::Customer, any: customers, excluded: false });
        }
        query.named.extend(others);
        if !possible {
            // Nobody is called by none of no names.
            query.named.push(Named { whom: Whom::Customer, any: Vec::new(), excluded: false });
        }
        query.from_ms = query.from_ms.max(from_ms);
        query.to_ms = query.to_ms.into_iter().chain(to_ms).min();
        narrowed
    }
}

/// Leaves what is in both; whether that is possible. An empty list narrows nothing.
fn both<T: PartialEq + Copy>(narrowed: &mut Vec<T>, by: Vec<T>) -> bool {
    if by.is_empty() {
        return true;
    }
    if narrowed.is_empty() {
        *narrowed = by;
        return true;
    }
    narrowed.retain(|value| by.contains(value));
    !narrowed.is_empty()
}

fn operator(name: &str) -> Option<SearchOperator> {
    of(NAMES, name)
}

fn of<T: Copy>(words: &[(T, &[&str])], said: &str) -> Option<T> {
    let said = said.to_lowercase();
    words.iter().find(|(_, words)| words.contains(&said.as_str())).map(|(value, _)| *value)
}

/// Users who are called so; whoever asks by `me`.
async fn owners(app: &App, actor: Actor, value: &str) -> Result<Vec<UserId>> {
    if ME.contains(&value.to_lowercase().as_str()) {
        return Ok(vec![actor.user]);
    }
    let terms = Terms::parse(value);
    let users = user_names(app.read()).await?;
    let typed = Typed::read(value);
    let called = |name: &str| {
        let spelled = typed.as_ref().is_some_and(|typed| !typed.places(name).is_empty());
        spelled || !terms.is_empty() && terms.matches(&[name])
    };
    Ok(users.into_iter().filter(|(_, name)| called(name)).map(|(id, _)| id).collect())
}

/// Categories that are called so, in either language.
async fn categories(app: &App, value: &str) -> Result<Vec<CategoryId>> {
    let terms = Terms::parse(value);
    let called = |category: &Category| {
        let known = category.topic.map(names_of).unwrap_or_default();
        let [name_en, name_zh] = &known;
        [name_en, name_zh, &category.name_en, &category.name_zh].into_iter().any(|name| terms.matches(&[name]))
    };
    let all = offered(app.read()).await?;
    Ok(all.iter().filter(|category| !terms.is_empty() && called(category)).map(|category| category.id).collect())
}

/// A name as it is written, and every name that it spells in pinyin; none where it holds nothing to look for.
async fn named(app: &App, value: &str, whom: Whom) -> Result<Vec<Terms>> {
    let written = Terms::parse(value);
    if written.is_empty() {
        return Ok(Vec::new());
    }
    let mut any = vec![written];
    if let Some(typed) = Typed::read(value) {
        let names = match whom {
            Whom::Customer => {
                let ids = app.roll.look(app, |roster| roster.customers_typed(&typed)).await?;
                names_at::<customer::Entity>(app, customer::Column::Id, customer::Column::Name, ids).await?
            }
            Whom::Person => {
                let ids = app.roll.look(app, |roster| roster.people_typed(&typed)).await?;
                names_at::<contact::Entity>(app, contact::Column::Id, contact::Column::Name, ids).await?
            }
        };
        for name in names {
            let whole = Terms::parse(&format!("\"{}\"", name.replace('"', " ")));
            if !whole.is_empty() && !any.contains(&whole) {
                any.push(whole);
            }
        }
    }
    Ok(any)
}

/// What the first of some records are called.
async fn names_at<E: EntityTrait>(
    app: &App,
    id: E::Column,
    name: E::Column,
    ids: Vec<impl Into<Value>>,
) -> Result<Vec<String>> {
    let known = E::find().filter(id.is_in(ids.into_iter().take(SPELLED)));
    Ok(known.select_only().column(name).into_tuple().all(app.read()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_thing() {
        fn check<T>(list: &[(T, &[&str])]) {
            let words: Vec<&str> = list.iter().flat_map(|(_, words)| words.iter().copied()).collect();
            let unique: std::collections::BTreeSet<&str> = words.iter().copied().collect();
            assert_eq!(words.len(), unique.len(), "no word stands for two: {words:?}");
        }
        check(NAMES);
        check(CHANNELS);
        check(KINDS);
    }

    #[test]
    fn names_are_said_in_either_language() {
        assert_eq!(operator("客户"), Some(SearchOperator::Customer));
        assert_eq!(operator("since"), Some(SearchOperator::After));
        assert_eq!(operator("re"), None);
        assert_eq!(of(CHANNELS, "微信"), Some(Channel::Chat));
        assert_eq!(of(KINDS, "People"), Some(Kind::Contact));
    }
}
