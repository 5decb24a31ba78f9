# Settings
saved-as-you-go = Changes are saved as you make them
settings-sections = Settings sections
settings-workspace = Workspace
settings-region = Language & region
settings-appearance = Appearance
settings-security = Security & recovery code
settings-keyboard = Keyboard
settings-about = About
# Workspace
general = General
country-help = Phone numbers without a country code are read as of this country.
currency-help = New customers start with this currency.
created-on = Created on
sample-workspace = Sample workspace
sample-workspace-now = You are looking at invented customers
sample-workspace-help = Try anything here. Your own workspace is separate and stays untouched.
open-own = Go to my own workspace
search-index = Search
rebuild-index = Rebuild the search index
rebuild-index-help = If a note you know of cannot be found. You can go on working meanwhile.
rebuild = Rebuild
index-rebuilt-from = { $documents ->
    [one] Search index rebuilt from { $documents } record
   *[other] Search index rebuilt from { $documents } records
  }
# Language and region
language = Language
as-system = As the system
language-help = Applies at once, also to dates and numbers.
how-it-looks = How things are written
a-date = A day
a-time = A moment
a-number = A number
an-amount = An amount
# Appearance
on-screen = On screen
theme = Theme
theme-help = Reports on paper always use the light colours.
theme-system = System
theme-light = Light
theme-dark = Dark
text-size = Text size
text-size-help = Base size in px; rows and controls follow.
# Security
how-it-opens = How this workspace opens
in-use = In use
opens-passphrase-text = Asked for at every start and after locking. The workspace opens on any computer.
opens-keyring-text = Opens once you have signed in to this computer. Anyone using your account can open it.
passphrase-changed = Changed { $date }.
passphrase-none = None is set.
change-passphrase = Change passphrase
set-passphrase = Set a passphrase
current-passphrase = Current passphrase
passphrase-set = The new passphrase is in force
code-created = Created { $date }
code-none = No recovery code
code-help = Opens the workspace if the passphrase is lost. It is shown once and cannot be shown again; a new code ends the old one.
test-code = Test code
test-code-hint = Eight groups of four. Nothing is opened or changed.
code-opens = This code opens the workspace.
code-does-not-open = This code does not open the workspace.
make-new-code = Make a new code
new-code-text = Write it down somewhere other than this computer. The old code works until you have typed two groups back.
use-new-code = Use the new code
code-made = The new recovery code is in force
locking = Locking and reminders
lock-idle = Lock when idle for
lock-idle-help = Nobody moves the pointer or presses a key. What you are typing is kept.
lock-minutes = { $count } minutes
lock-never = Never
lock-sleep = Lock when the computer sleeps
lock-sleep-screen = Also when its screen is locked. Without a message from the system, on waking.
lock-sleep-wake = On this system it locks on waking. A locked screen cannot be noticed here.
lock-needs-passphrase = Locking needs a passphrase
lock-needs-passphrase-help = Set one above. The keyring would open the workspace again for whoever sits here.
reminders = Reminders of follow-ups
reminders-named = With names
reminders-nameless = Without
reminders-off = Off
reminders-help = Notifications of the system. While locked they only say that a follow-up is due.
reminders-help-open = Notifications of the system. Names may show on its locked screen.
plain-words = In plain words
fact-encrypted = Everything is encrypted
fact-encrypted-text = Names, notes and the search index are scrambled before they reach the disk.
fact-key = Your key, not ours
fact-key-text = The key is made on this computer. It is never sent anywhere.
fact-network = Nothing is uploaded
fact-network-text = Satchel works without a network and has no account.
fact-back-door = No back door
fact-back-door-text = Lose both the passphrase and the code, and nobody can open this workspace.
fact-open = While it is open
fact-open-text = Programs running under your account can read the screen and memory. Lock before you step away.
# Keyboard
single-keys = Single letters act
single-keys-help = Such as J for the next row. Combinations with Ctrl or ⌘ always work.
# About
about-what = Customer records for a small business, on your own computer.
version = Version
about-network = No network
about-network-help = This program opens no connection. What leaves the workspace leaves as a file you chose.
about-licence = Licences
about-licence-help = Satchel is under the MIT licence. Typeface Inter under the SIL Open Font License, icons by Lucide under ISC.
licence-of-inter = The licence of the typeface in full
