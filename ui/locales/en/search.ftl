# Searching conversations, and the palette.
conversation = Conversation
filters = Filters
results = Results
search-conversations = Search every conversation
found-count = { $total } found
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
# What a conversation says
analysis-summary = Summary
analysis-extract = { $count } of { $of } sentences, made on this computer
analysis-because = Because of: { $words }
analysis-keywords = Keywords
analysis-search = Search for { $word }
analysis-similar = Similar notes
analysis-shared = Compared by shared words, in bold
analysis-calls-for = Asked for or wrong
tone-positive = Positive tone
tone-negative = Negative tone
signal-need = Need
signal-complaint = Complaint
topic-price = Price
topic-delivery = Delivery
topic-quality = Quality
topic-complaint = Complaint
topic-support = Support
topic-contract = Contract
topic-relationship = Relationship
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
