//! A case or a notification offered by one area to another: why, by whom, and what becomes of the offer.

use serde::{Deserialize, Serialize};

/// Writes an enum of codes and labels from one list, so that none can be forgotten.
macro_rules! coded {
    ($(#[$about:meta])+ $kind:ident { $($(#[$doc:meta])+ $name:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl $kind {
            /// Every one, in the order in which they are offered.
            pub const ALL: &'static [$kind] = &[$($kind::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $($kind::$name => $code,)+ }
            }

            /// The words on the screen.
            pub const fn label(self) -> &'static str {
                match self { $($kind::$name => $label,)+ }
            }

            /// The one with this code, if there is one.
            pub fn from_code(code: &str) -> Option<$kind> {
                $kind::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

coded! {
    /// Why an area offers a death to another.
    Reason {
        /// The panel of normal residence reviews the death.
        LivesThere = "lives_there", "The child normally lived in their area";
        /// A child who was placed elsewhere belongs to where they lived before.
        LookedAfter = "looked_after", "The child was placed here by an authority of their area";
        /// The two panels have agreed otherwise.
        Agreed = "agreed", "Both panels have agreed that they lead";
        /// It should have been sent there.
        SentWrongly = "sent_wrongly", "It was sent to the wrong panel";
        /// Areas were merged or split.
        AreaChanged = "area_changed", "Their area has taken over this one";
    }
}

impl Reason {
    /// The same for a reader of either area: who offers and who is asked, by name.
    pub fn words(self, from: &str, to: &str) -> String {
        match self {
            Reason::LivesThere => format!("The child normally lived in {to}"),
            Reason::LookedAfter => format!("The child was placed in {from} by an authority of {to}"),
            Reason::Agreed => format!("Both panels have agreed that {to} leads"),
            Reason::SentWrongly => format!("It was sent to {from} and is for {to}"),
            Reason::AreaChanged => format!("{to} has taken over from {from}"),
        }
    }
}

coded! {
    /// Where an offer stands.
    State {
        /// The other area has not decided; the sender keeps it, and changes nothing meanwhile.
        Offered = "offered", "Offered";
        /// It is the other area's.
        Accepted = "accepted", "Accepted";
        /// The other area does not take it; it is the sender's again, whole.
        Declined = "declined", "Declined";
        /// The sender has taken the offer back.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded! {
    /// What can be done with an offer.
    Action {
        /// Take it.
        Accept = "accept", "Accept";
        /// Give it back with a reason.
        Decline = "decline", "Decline";
        /// Take the offer back.
        Withdraw = "withdraw", "Withdraw the offer";
    }
}

/// On which side of an offer a person stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Side {
    /// They run the process of the area that offers.
    pub sender: bool,
    /// They run the process of the area it is offered to.
    pub receiver: bool,
}

/// Why something cannot be done with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was settled before.
    Settled(State),
    /// That is for the other area to do.
    OtherArea,
}

/// What becomes of the offer. Only the other area accepts or declines, only the sender withdraws, and each offer is settled once.
pub fn decide(state: State, action: Action, side: Side) -> Result<State, Refusal> {
    if state != State::Offered {
        return Err(Refusal::Settled(state));
    }
    match action {
        Action::Accept if side.receiver => Ok(State::Accepted),
        Action::Decline if side.receiver => Ok(State::Declined),
        Action::Withdraw if side.sender => Ok(State::Withdrawn),
        Action::Accept | Action::Decline | Action::Withdraw => Err(Refusal::OtherArea),
    }
}

/// Everything that can be done now, by somebody on this side.
pub fn available(state: State, side: Side) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| decide(state, *action, side).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: Side = Side { sender: true, receiver: false };
    const RECEIVER: Side = Side { sender: false, receiver: true };

    #[test]
    fn the_other_area_accepts_or_declines_and_the_sender_withdraws() {
        assert_eq!(decide(State::Offered, Action::Accept, RECEIVER), Ok(State::Accepted));
        assert_eq!(decide(State::Offered, Action::Decline, RECEIVER), Ok(State::Declined));
        assert_eq!(decide(State::Offered, Action::Withdraw, SENDER), Ok(State::Withdrawn));
        assert_eq!(available(State::Offered, RECEIVER), [Action::Accept, Action::Decline]);
        assert_eq!(available(State::Offered, SENDER), [Action::Withdraw]);
        assert!(available(State::Offered, Side::default()).is_empty());
    }

    #[test]
    fn nobody_accepts_their_own_offer_or_withdraws_another_s() {
        assert_eq!(decide(State::Offered, Action::Accept, SENDER), Err(Refusal::OtherArea));
        assert_eq!(decide(State::Offered, Action::Withdraw, RECEIVER), Err(Refusal::OtherArea));
    }

    #[test]
    fn an_offer_is_settled_once() {
        for state in [State::Accepted, State::Declined, State::Withdrawn] {
            for action in Action::ALL {
                assert_eq!(decide(state, *action, Side { sender: true, receiver: true }), Err(Refusal::Settled(state)));
            }
        }
    }

    #[test]
    fn codes_are_found_again() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(*reason));
        }
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(*state));
        }
        assert_eq!(Action::from_code("send"), None);
    }
}
