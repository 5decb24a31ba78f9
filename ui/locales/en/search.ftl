# Searching conversations, and the palette.
conversation = Conversation
filters = Filters
results = Results
search-conversations = Search every conversation
found-count = { $total } found
search-customer = Customer
search-only-customer = Only { $name }
search-date = Date
search-from = From
search-to = To
period-any = Any time
period-7 = 7 days
period-30 = 30 days
period-90 = 90 days
period-365 = A year
period-custom = Chosen days
sort-by = Order
sort-best = Best match
sort-newest = Newest first
results-count = { $total ->
    [one] { $total } conversation
   *[other] { $total } conversations
  }, { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
  }
index-rebuilding = The search index is being rebuilt; more may appear.
no-match = Nothing found
no-match-text = No conversation holds these words. Fewer or other words may find it.
no-match-filters = No conversation fits these words and filters together.
clear-filters = Clear filters
clear-search = Clear search
no-conversations-text = Log a call, a visit or a message, and every word of it can be found here.
log-short = Log
person-at = at
people-comma = ,{" "}
channel-length = { $channel }, { $length }
done-on = done { $day }
key-find = Find in this view
# What an answer has to say
search-similar = { $count ->
    [one] One of them holds only words that are nearly these. It stands last.
   *[other] { $count } of them hold only words that are nearly these. They stand last.
  }
search-similar-hit = Similar words
search-unknown-customer = “{ $value }” is no name to look for; it was left out.
search-unknown-person = “{ $value }” is no name to look for; it was left out.
search-unknown-channel = “{ $value }” is no channel; it was left out. There are call, email, chat, visit, meeting and note.
search-unknown-owner = Nobody here is called “{ $value }”; it was left out.
search-unknown-after = “{ $value }” is no day; it was left out. Write 2026-05-08, 2026-05, today or 90d.
search-unknown-before = “{ $value }” is no day; it was left out. Write 2026-05-08, 2026-05, today or 90d.
search-unknown-kind = “{ $value }” is no kind; it was left out. There are customer, person and conversation.
search-when = Conversations over time
days-from-to = { $from } – { $to }
time-bar = { $days }: { $count }
found-in-text = Places in the text
found-at = { $at } of { $count }
key-next-hit = Next place in the text
key-previous-hit = Previous place in the text
# Help for the field
search-help = What can be searched for
search-example-phrase = "four weeks"
search-means-phrase = these words in this order
search-example-without = -late
search-means-without = without this word
search-example-customer = customer:Kessler
search-means-customer = of this customer; also in pinyin
search-example-person = person:Dana
search-means-person = this person took part
search-example-channel = channel:call
search-means-channel = call, email, chat, visit, meeting, note
search-example-owner = owner:me
search-means-owner = written by this user
search-example-after = after:90d
search-means-after = on this day or later: 2026-05-08, 2026-05, today, 2w
search-example-before = before:2026-05
search-means-before = before this day
search-example-kind = kind:conversation
search-means-kind = customer, person, conversation
search-help-more = Put names with spaces in quotation marks. A minus before any of these leaves it out. The Chinese names work as well: 客户、联系人、渠道、负责人、之后、之前、类型.
search-save = Save search
search-save-new = Save as a new search
search-rename = Rename the search
search-delete = Delete the search
search-more = Acts on the search { $name }
search-saved = Search “{ $name }” saved
search-deleted = Search “{ $name }” deleted; its conversations stay
# What a conversation is about
category = Category
category-suggested = { $name }? { $sure }% sure
category-because-phrases = Suggested because it says: { $words }
category-because-learned = Learned from what you decided, because of: { $words } ({ $sure }% sure)
category-change = Category: { $name }. Change it
category-accept = Yes, it is about { $name }
category-change-suggested = { $name }? { $sure }% sure. Change it
category-add = Category: say what it is about
category-none = None of these
category-set = Category kept; suggestions learn from it
category-untaught = Learned from { $taught } decisions so far; too few to measure
category-measured = Right on { $accuracy }% of { $count } held out; always the commonest: { $majority }%
search-example-category = category:price
search-means-category = sorted under this category
search-unknown-category = “{ $value }” is no category; it was left out.
# What a conversation says
analysis-summary = Summary
analysis-extract = { $count } of { $of } sentences, made on this computer
analysis-because = Because of: { $words }
analysis-keywords = Keywords
analysis-search = Search for { $word }
analysis-similar = Similar notes
analysis-by-words = By shared words: too few notes to learn meanings
analysis-by-words-learning = By shared words; meanings are being learned
analysis-by-meaning = By meaning, learned from { $number } notes
analysis-near = Used alike: { $words }
analysis-calls-for = Asked for or wrong
tone-positive = Positive tone
tone-negative = Negative tone
tone-neutral = Neutral tone
tone = Tone
tone-change = { $tone }. Change it
tone-set = Tone noted. The program learns from it
tone-suggest = As the program would say
tone-given = Said by a person
tone-no-words = No words tell otherwise
sounds-positive = Positive
sounds-neutral = Neutral
sounds-negative = Negative
signal-need = Need
signal-complaint = Complaint
# The palette
palette-what = A name, a number, words, or > for commands
palette-customers = Customers
palette-people = People
palette-conversations = Conversations
palette-tags = Tags
palette-commands = Commands
palette-scope-all = All
palette-scope-commands = commands
palette-scope-people = people
palette-scope-tags = tags
palette-move = move
palette-nothing = Nothing found
palette-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
  }, { $took } ms
go-to = Go to { $page }
command-import = Import customers
command-duplicates = Find duplicate customers
command-theme-light = Theme: light
command-theme-dark = Theme: dark
command-theme-system = Theme: as the system
command-language-en = Language: English
command-language-zh-CN = Language: 简体中文 (Chinese)
command-rebuild = Rebuild the search index
index-rebuilt = { $count ->
    [one] Search index rebuilt: { $number } entry
   *[other] Search index rebuilt: { $number } entries
  }
