# First start, locking and unlocking.
steps = Steps
step-workspace = Workspace
step-lock = Lock
recovery-code = Recovery code
create-workspace = Create your workspace
create-workspace-text = One encrypted folder that holds your customers and every conversation.
workspace-name = Name
your-name = Your name
country = Country or region
main-currency = Main currency
interface-language = Interface language
kept-in = Kept in
country-hint = The country decides how phone numbers without a country code are read. Name, country and currency can be changed later.
open-sample = Open the sample workspace
lock-how = How should it be locked?
lock-how-text = The workspace is encrypted either way. You can switch later.
lock-passphrase = A passphrase
lock-passphrase-text = You type it at every start. The workspace can move to another computer.
lock-keyring = This computer’s keyring
lock-keyring-text = No typing: it opens once you have signed in here. Anyone using your account can open it, and only this computer can.
lock-keyring-unusable = No keyring answers on this computer, so it cannot keep the key.
safest = Safest
passphrase = Passphrase
passphrase-again = Type it again
passphrases-differ = The two are not the same.
strength = Strength
strength-short = At least { $least } characters
strength-weak = Weak: easy to guess, { $characters } characters
strength-fair = Fair: { $characters } characters, another word helps
strength-strong = Strong: { $characters } characters
code-comes-next = Next comes a recovery code, in case the passphrase or this computer is lost.
keep-code = Keep this recovery code
keep-code-text = It opens the workspace without the passphrase. It is shown only now.
clipboard-refused = The clipboard could not be used. Write the code down.
clipboard-clears = Clipboard is cleared after 60 s
type-group = Type group { $group }
matches = matches
kept-elsewhere = I keep it somewhere other than this computer
both-lost = If both are lost, nobody can open the workspace, including us.
create-workspace-now = Create workspace
show-secret = Show what is typed
caps-lock-on = Caps Lock is on
encrypted-here = Encrypted on this computer
no-account = No account, no upload
locked-asked = { $method ->
    [passphrase] Locked. Enter your passphrase to open it.
    [recovery] Locked. Enter your recovery code to open it.
   *[keyring] Locked. Your keyring can open it.
  }
locked-idle = { $method ->
    [passphrase] Locked because nobody was here. Enter your passphrase to go on.
    [recovery] Locked because nobody was here. Enter your recovery code to go on.
   *[keyring] Locked because nobody was here. Your keyring can open it.
  }
locked-slept = { $method ->
    [passphrase] Locked with the computer. Enter your passphrase to go on.
    [recovery] Locked with the computer. Enter your recovery code to go on.
   *[keyring] Locked with the computer. Your keyring can open it.
  }
locked-passphrase = { $method ->
    [recovery] Enter your recovery code to open it.
   *[other] Enter your passphrase to open it.
  }
locked-keyring_missing = The keyring no longer holds the key. Nothing is lost: the passphrase or the recovery code opens it.
locked-keyring_locked = Your keyring is locked. Unlock it, or use another way.
locked-keyring_changed = The keyring holds another key than this workspace’s. The passphrase or the recovery code opens it.
unlock = Unlock
unlock-slow = A large workspace, or one from an earlier version, takes a while to open. Leave this window open.
unlock-keyring = Open with the keyring
wait-seconds = Try again in { $seconds } s
use-passphrase = Use passphrase
use-keyring = Use keyring
use-recovery = Use recovery code
