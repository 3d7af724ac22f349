//! Closed lists: an enum with a code for the record and words for people, written once.

/// Writes an enum of codes and labels from one list, so that none can be forgotten.
macro_rules! coded {
    ($(#[$about:meta])+ $kind:ident { $($(#[$doc:meta])+ $name:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind {
            $($(#[$doc])+ #[serde(rename = $code)] $name,)+
        }

        impl $kind {
            /// Every one, in the order of the list.
            pub const ALL: &'static [$kind] = &[$($kind::$name,)+];

            /// The stable code kept in the log.
            pub const fn code(self) -> &'static str {
                match self {
                    $($kind::$name => $code,)+
                }
            }

            /// The words on the screen.
            pub const fn label(self) -> &'static str {
                match self {
                    $($kind::$name => $label,)+
                }
            }

            /// The one with this code, if there is one.
            pub fn from_code(code: &str) -> Option<$kind> {
                $kind::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use coded;
