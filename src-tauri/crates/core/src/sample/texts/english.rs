//! What is said in English. Braces name the facts that `super::fill` puts in.

use super::{Topic, Voice};

/// The first sentence of a note about a conversation, by channel and by who began it.
pub(super) fn openers(channel: &str, inbound: bool) -> &'static [&'static str] {
    match (channel, inbound) {
        ("call", true) => &[
            "{who} called about {about}.",
            "Call from {who}: {about}.",
            "{who} rang, mostly {about}.",
            "{short} phoned about {about}, in a hurry.",
        ],
        ("call", false) => &[
            "Called {who} about {about}.",
            "Reached {who}, talked through {about}.",
            "Caught {short} between two meetings: {about}.",
            "Phoned {who} to follow up on {about}.",
        ],
        ("email", true) => {
            &["{who} writes about {about}.", "Mail from {who}: {about}.", "Answer from {short} on {about}."]
        }
        ("email", false) => &[
            "Wrote to {who} about {about}.",
            "Sent {who} the details of {about}.",
            "Mailed {short}, copy to {other}: {about}.",
        ],
        ("chat", true) => &["{who} asks in the chat about {about}.", "Chat from {short}: {about}."],
        ("chat", false) => &["Chatted with {who} about {about}.", "Short message to {short} about {about}."],
        ("visit", _) => &[
            "Visited {who}, walked through {about}.",
            "On site with {who} and {other}: {about}.",
            "Half a day at the plant with {short}, {about}.",
            "Stopped by to see {who} about {about}.",
        ],
        _ => &[
            "Meeting with {who} and {other} on {about}.",
            "Video meeting with {who}: {about}.",
            "Review with {short} and the plant team, {about}.",
        ],
    }
}

/// The last sentence, by outcome.
pub(super) fn closers(outcome: &str) -> &'static [&'static str] {
    match outcome {
        "wants_quote" => &[
            "Wants the quote by {day}, budget around {total}.",
            "Quote to go out by {date}, copy to {other}.",
            "Asked for a written offer for {lot} before {date}.",
            "Needs our price on paper by {day}; lead time matters more than the last {pct}%.",
        ],
        "agreed" => &[
            "Agreed, {order} follows on {day}.",
            "Said yes to {total}, delivery in {weeks} weeks.",
            "We shook hands on it; paperwork by {date}.",
            "Go ahead given, {other} signs on {day}.",
        ],
        "interested" => &[
            "Interested, will talk to {other} and come back by {day}.",
            "Good signs; look again on {date}.",
            "Wants a drawing and a reference before deciding.",
            "Likes the idea, budget opens after {date}.",
        ],
        "declined" => &[
            "Not for now, stays with {rival}.",
            "Declined: {pct}% over budget.",
            "No need this year; ask again after {date}.",
            "Decided for {rival} because of stock.",
        ],
        "complaint" => &[
            "Not happy, expects a written plan by {day}.",
            "Wants a corrective action report before {date}.",
            "Asked for a replacement within {fewer} weeks, otherwise it goes to management.",
            "Promised an answer by {day}.",
        ],
        "call_back" => &[
            "Asked me to call again on {day}.",
            "In a meeting, call back on {date}.",
            "Will know more after {date}, ring then.",
        ],
        _ => &[
            "Next look on {date}.",
            "Nothing open on our side.",
            "I send the minutes by {day}.",
            "{other} gets a copy.",
            "Keep in touch once a month.",
        ],
    }
}

/// What is to do next, by outcome.
pub(super) fn next_steps(outcome: &str) -> &'static [&'static str] {
    match outcome {
        "wants_quote" => &["Send the quote for {p}", "Quote for {lot}", "Call about the quote for {p}"],
        "interested" => &["Call {short} about the {p}", "Bring a sample of the {p}", "Send drawing and references"],
        "agreed" => &["Check that the order came in", "Confirm delivery of {p}", "Thank {short} for the order"],
        "complaint" => &["Written plan on {fault}", "Report on {line}", "Send a technician to {line}"],
        "call_back" | "no_answer" => &["Call {short} again", "Try {who} again"],
        "first" => &["First call", "Introduce ourselves", "Find out who decides"],
        _ => &["Check in with {short}", "Ask how the {p} run", "Send the minutes"],
    }
}

/// Everything that can be said about one topic.
pub(super) fn voice(topic: Topic) -> &'static Voice {
    match topic {
        Topic::Intro => &INTRO,
        Topic::Quote => &QUOTE,
        Topic::Price => &PRICE,
        Topic::Order => &ORDER,
        Topic::Delivery => &DELIVERY,
        Topic::Fault => &FAULT,
        Topic::Service => &SERVICE,
        Topic::Payment => &PAYMENT,
        Topic::Question => &QUESTION,
        Topic::CheckIn => &CHECK_IN,
        Topic::Unreached => &UNREACHED,
        Topic::Internal => &INTERNAL,
    }
}

const INTRO: Voice = Voice {
    about: &["who we are and what we make", "a first look at our {p}", "their plans for {line}", "our catalogue"],
    titles: &["Introduction", "First contact", "Catalogue and references"],
    facts: &[
        "They run {qty} machines and buy from {rival} today.",
        "{line} is due for an overhaul before {date}.",
        "Main worry is spare parts: {rival} takes {weeks} weeks.",
        "{other} has seen our {p} at a neighbour's plant.",
        "Uses about {lot} a year.",
        "Left the catalogue and a sample of the {p}.",
    ],
    asks: &[
        "We found you through a partner and look for {lot}. Do you deliver to us?",
        "Could you send the catalogue for {p} and two references?",
        "Who is our contact for {p}? We plan {line} for {date}.",
    ],
    sends: &[
        "Thank you for your time. Attached are our catalogue and two references for {p}.",
        "As promised, the data sheet of our {p}; typical lead time is {weeks} weeks.",
        "May I visit you on {date}? I would bring a sample of the {p}.",
    ],
};

const QUOTE: Voice = Voice {
    about: &["a quote for {lot}", "prices for {p}", "the enquiry for {line}", "spares for {line}"],
    titles: &["Quote for {p}", "Enquiry: {lot}", "Quote for {line}"],
    facts: &[
        "{short} confirms {lot}.",
        "Compares us with {rival}; price is close, lead time matters more.",
        "Delivery within {fewer} weeks decides it.",
        "Last time they paid {price} each and hope to keep it.",
        "Budget near {total}, to be approved by {other}.",
        "Needs drawings in STEP and the grease data sheet with the offer.",
        "Half of the quantity now, the rest after {date}.",
        "Wants {p} with the longer stroke, otherwise as in {order}.",
    ],
    asks: &[
        "Please quote {lot}, delivery to our plant by {date}.",
        "We need {lot}. Can you hold {price} each and ship in {fewer} weeks?",
        "Your quote of {total} is fine in principle; please confirm the delivery window before we sign.",
        "Please send a new offer for {lot} with the longer stroke, as discussed with {other}.",
    ],
    sends: &[
        "Please find our offer for {lot}: {price} each, {total} in all, {weeks} weeks ex works.",
        "Attached is the revised quote over {total}. It is valid until {date}.",
        "The price list for {p} is attached; from the second lot on we take off {pct}%.",
    ],
};

const PRICE: Voice = Voice {
    about: &["the price of {p}", "a discount on {lot}", "terms for the next lot", "our offer of {total}"],
    titles: &["Price of {p}", "Discount on {lot}", "Terms"],
    facts: &[
        "{rival} is {pct}% cheaper but needs {weeks} weeks.",
        "Asks for {pct}% off; the lowest we can go is {price} each.",
        "The board wants a split payment: 30% now, 60% on delivery, 10% after acceptance.",
        "{other} accepts {price} if we keep stock of {qty} pieces.",
        "Steel surcharge is hard to explain to {other}.",
        "They would take {lot} at {total}, freight included.",
        "Price is not the point, downtime on {line} costs more.",
    ],
    asks: &[
        "{rival} offers {pct}% less for {p}. What can you do?",
        "If you meet {price} each we order {lot} this month.",
        "Our management asks for net 60. Is that possible for {total}?",
    ],
    sends: &[
        "We can offer {pct}% on {lot}, which makes {price} each.",
        "For a yearly quantity I can hold {price} until {date}.",
        "We cannot go below {price} for {p}, but we can keep {qty} pieces in stock for you.",
    ],
};

const ORDER: Voice = Voice {
    about: &["order {order}", "the order for {lot}", "the framework for {p}", "the purchase order"],
    titles: &["Order {order}", "{lot} ordered", "Order confirmation {order}"],
    facts: &[
        "{order}: {lot} at {price}, {total} in all.",
        "Delivery agreed for {date}, partial shipment allowed.",
        "{other} wants the test report with every crate.",
        "Terms as before, packing for sea freight.",
        "They added one set of seals and two cartridges of grease.",
        "Stock rail covers half, the rest ships in {fewer} weeks.",
    ],
    asks: &[
        "Please find our order {order} for {lot}. Confirm the date, please.",
        "We take {lot} at {total}. Ship to the plant by {date}.",
        "Add two seal kits to {order} and send the confirmation to {other}.",
    ],
    sends: &[
        "Thank you for order {order}. {lot} ship on {date}.",
        "Order {order} over {total} is confirmed, {weeks} weeks from today.",
        "Please check the drawing for {order}; production starts on {day}.",
    ],
};

const DELIVERY: Voice = Voice {
    about: &["the delivery of {order}", "the delivery date of {p}", "the late crate for {line}", "shipping {lot}"],
    titles: &["Delivery of {order}", "Revised delivery date", "Shipping {lot}"],
    facts: &[
        "{order} slips by a week, the ground shafts came late.",
        "{short} needs the {p} on site by {date}, {line} waits.",
        "Asks whether the delivery could drop from {weeks} weeks to {fewer}.",
        "One crate of {order} arrived wet, photos from {other}.",
        "Customs asked for the origin declaration again.",
        "Two late deliveries this year, trust is thin.",
        "We can send {qty} pieces from stock and the rest on {date}.",
    ],
    asks: &[
        "Where is {order}? {line} is waiting for the {p}.",
        "Can you bring {lot} forward to {date}?",
        "Crate 2 of {order} is damaged, photos attached. Please replace it within {fewer} weeks.",
    ],
    sends: &[
        "{order} left our works today; you should have it by {date}.",
        "I am sorry: {order} is a week late. The new date is {date}.",
        "We ship {qty} pieces from stock on {day}, the rest follows in {fewer} weeks.",
    ],
};

const FAULT: Voice = Voice {
    about: &["{fault} on {line}", "trouble with the {p}", "{fault}", "a stop on {line}"],
    titles: &["{fault} on {line}", "Fault: {p}", "Stop on {line}"],
    facts: &[
        "{line} shows {fault} after {months} months.",
        "It began on the night shift and gets worse when warm.",
        "Likely cause: {cause}.",
        "{other} has stopped the machine and sent a video.",
        "Second case this year, the first was closed under {order}.",
        "Same picture as at another plant in spring, where {fix}.",
        "They lose about {price} an hour.",
    ],
    asks: &[
        "{line} has {fault}. Please send somebody by {day}.",
        "The {p} from {order} show {fault} after {months} months. Is that covered?",
        "Video attached: {fault} on {line}. What should we check first?",
    ],
    sends: &[
        "Thank you for the video. I think {cause}; please check it before you start {line} again.",
        "Our technician comes on {date}. Until then please run {line} at half speed.",
        "A replacement for the {p} leaves today, free of charge.",
    ],
};

const SERVICE: Voice = Voice {
    about: &[
        "the service on {line}",
        "a preload check on {line}",
        "the retrofit of {line}",
        "training for the operators",
    ],
    titles: &["{line} walk-through", "Service on {line}", "Retrofit of {line}", "Preload check"],
    facts: &[
        "Found {fault}; {cause}.",
        "On site {fix}, runs quietly again.",
        "{other} wants all {qty} axes checked before the next order.",
        "Geometry within 0.02 mm after alignment, report is with {other}.",
        "Grease interval was too long, agreed on every {months} weeks.",
        "{short} asks for a service plan with two visits a year at {total}.",
        "Old {p} stay until {date}, then we change them in one shift.",
    ],
    asks: &[
        "Can your technician come on {date}? {line} stands still that day anyway.",
        "Please quote a service plan for {line}, two visits a year.",
        "We need operator training for six people before {date}.",
    ],
    sends: &[
        "Report of the visit attached: {fix}. Next check on {date}.",
        "We come on {date} with two people and need {line} for one shift.",
        "The service plan for {line} is {total} a year and covers the {p}.",
    ],
};

const PAYMENT: Voice = Voice {
    about: &["the open invoice for {order}", "a balance of {total}", "the payment plan", "the credit limit"],
    titles: &["Invoice {order}", "Open balance", "Payment plan"],
    facts: &[
        "{total} is {qty} days late, {other} in finance has it.",
        "They pay half on {day}, the rest by {date}.",
        "The invoice lacked their order number, a new one is on the way.",
        "Bank asked for papers again, money left on {day}.",
        "Finance holds it until the complaint about the {p} is closed.",
    ],
    asks: &[
        "Please put our order number on the invoice for {order} and send it again.",
        "We pay {total} by {date}. Please confirm the account.",
        "Can we split {total} into two payments?",
    ],
    sends: &[
        "A friendly reminder: {total} for {order} has been open since last month.",
        "The corrected invoice for {order} is attached.",
        "We received {total}, thank you.",
    ],
};

const QUESTION: Voice = Voice {
    about: &["the right {p} for {line}", "grease for the cold hall", "the accuracy of {p}", "how to mount the {p}"],
    titles: &["Question on {p}", "Sizing for {line}", "Grease and intervals"],
    facts: &[
        "Load is about {qty} kN, stroke {months}00 mm, two shifts.",
        "{p} fit, with the heavy preload.",
        "They want to reuse the old holes, offset under 0.1 mm.",
        "{other} asks for a sample and the tolerance sheet.",
        "Which grease below −20 °C? Sent the table.",
        "{rival} told them it cannot be done; it can, with a wider carriage.",
    ],
    asks: &[
        "Which {p} do you advise for {qty} kN and two shifts?",
        "Can the {p} be mounted upside down? Drawing attached.",
        "The sample is within tolerance. Please confirm the accuracy class of {lot}.",
    ],
    sends: &[
        "For {qty} kN we advise the {p} with heavy preload; calculation attached.",
        "The drawing shows the offset for {line}; please check the holes.",
        "The grease table is attached. Interval: {months} weeks in two shifts.",
    ],
};

const CHECK_IN: Voice = Voice {
    about: &["how the {p} run", "the year so far", "how we did on {order}", "plans for the next quarter"],
    titles: &["Check-in", "How did we do?", "Plans for {line}"],
    facts: &[
        "The {p} from {order} run well since {months} months.",
        "“Quick answer, solved on the first visit.”",
        "{line} gets a sister line after {date}.",
        "{other} moves to another plant, new contact to be named.",
        "Would recommend us; wants the manual in English too.",
        "Orders were down because of their own export business.",
        "Rating 4 of 5, one point off for the delivery time.",
    ],
    asks: &[
        "All well with the {p}. We will need more after {date}.",
        "Thank you for the quick help on {line}.",
        "{other} has left us; please write to me from now on.",
    ],
    sends: &[
        "How do the {p} from {order} run? Two questions, one minute.",
        "A short thank-you for {order}. May we name you as a reference?",
        "Season's greetings from all of us; we are back on {date}.",
    ],
};

const UNREACHED: Voice = Voice {
    about: &["{order}"],
    titles: &[""],
    facts: &[
        "No answer, about {order}; try again on {day}.",
        "Rang twice for {who}, no answer.",
        "Voicemail left for {short} about {lot}.",
        "{who} is travelling until {date}.",
        "Front desk says {short} is on the shop floor, quote for {p} still open.",
        "Line busy; wanted to ask about the {p}.",
    ],
    asks: &[],
    sends: &[],
};

const INTERNAL: Voice = Voice {
    about: &["{lot}"],
    titles: &["Before the next visit", "Background", "{p}: plan", "Mind the terms"],
    facts: &[
        "They decide in {other}'s office, not in purchasing.",
        "Price floor for {p} is {price}, do not go lower without asking.",
        "Pays late but always pays; keep the limit at {total}.",
        "{rival} visits them every month, we should too.",
        "Best time to call {short} is before ten.",
        "Spring maintenance offer fits: {line} has {fault}.",
        "Plan for the quarter: {lot}, {total}.",
    ],
    asks: &[],
    sends: &[],
};
