//! What an assertion must say (RFC 7523, section 3), asked once its signature is known to be right.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// How far ahead an assertion may expire: it is kept until then, so that it works once.
const LONGEST: TimeDelta = TimeDelta::minutes(5);

/// The claims of an assertion. A claim of another type is as good as none.
#[derive(Debug, Clone, Deserialize)]
pub struct Claims {
    /// Who made it: the system.
    pub iss: String,
    /// Whom it is about: the system again.
    pub sub: String,
    /// Whom it is for: this server's token endpoint and no other.
    pub aud: String,
    /// When it expires, in seconds since 1970.
    pub exp: i64,
    /// From when on it holds.
    pub nbf: Option<i64>,
    /// Its name, never used again.
    pub jti: String,
}

/// Why an assertion does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read, or lacks a claim.
    Unreadable,
    /// No such system, a disabled one, or a signature that is not its own: one answer for all.
    NotRecognised,
    /// It is for another server.
    Audience,
    /// It has expired, does not hold yet, or expires too far ahead.
    Time,
    /// It has no name to tell it by.
    Name,
    /// It was used before.
    Used,
}

impl Fault {
    /// Stable name, for the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NotRecognised => "not_recognised",
            Self::Audience => "audience",
            Self::Time => "time",
            Self::Name => "name",
            Self::Used => "used",
        }
    }

    /// What to do, for whoever looks after the system.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreadable => "The client_assertion cannot be read. It is a signed JWT with iss, sub, aud, exp and jti.",
            Self::NotRecognised => "This system is not known here, is disabled, or did not sign with the key that was registered for it.",
            Self::Audience => "The aud of the client_assertion is not the address of this token endpoint, written as people know it.",
            Self::Time => "The client_assertion has expired, or expires more than five minutes ahead. Check the clock, and make a new one each time.",
            Self::Name => "The jti of the client_assertion must have 1 to 255 characters. A UUID is a good choice.",
            Self::Used => "This client_assertion was used before, and each works once. Make a new one, with a new jti.",
        }
    }
}

/// The system an assertion says it is from, not believed yet.
pub fn client_of(claims: &Claims) -> Option<Uuid> {
    if claims.iss == claims.sub { claims.sub.parse().ok() } else { None }
}

/// Asks of signed claims what they must be.
///
/// # Errors
/// The first fault.
pub fn check(claims: &Claims, endpoint: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    if claims.aud != endpoint {
        return Err(Fault::Audience);
    }
    let begins = claims.nbf.unwrap_or(0);
    if claims.exp <= now.timestamp() || claims.exp > (now + LONGEST).timestamp() || begins > now.timestamp() {
        return Err(Fault::Time);
    }
    if claims.jti.is_empty() || claims.jti.len() > 255 {
        return Err(Fault::Name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://cdop.example.org/api/v1/oauth/token";
    const NOW: i64 = 1_800_000_000;

    fn said(change: impl FnOnce(&mut Claims)) -> Result<(), Fault> {
        let id = Uuid::from_u128(7).to_string();
        let mut claims = Claims { iss: id.clone(), sub: id, aud: HERE.into(), exp: NOW + 60, nbf: None, jti: "one".into() };
        change(&mut claims);
        check(&claims, HERE, DateTime::from_timestamp(NOW, 0).unwrap())
    }

    #[test]
    fn an_assertion_is_for_this_endpoint_for_five_minutes_at_most_and_has_a_name() {
        assert_eq!(said(|_| {}), Ok(()));
        assert_eq!(said(|claims| claims.exp = NOW + 300), Ok(()));
        for (wrong, fault) in [
            (said(|claims| claims.aud = "https://cdop.example.org".into()), Fault::Audience),
            (said(|claims| claims.aud = format!("{HERE}/")), Fault::Audience),
            (said(|claims| claims.exp = NOW), Fault::Time),
            (said(|claims| claims.exp = NOW + 301), Fault::Time),
            (said(|claims| claims.exp = i64::MAX), Fault::Time),
            (said(|claims| claims.nbf = Some(NOW + 1)), Fault::Time),
            (said(|claims| claims.jti = String::new()), Fault::Name),
            (said(|claims| claims.jti = "x".repeat(256)), Fault::Name),
        ] {
            assert_eq!(wrong, Err(fault));
        }
    }

    #[test]
    fn claims_of_another_type_are_none() {
        for text in [
            r#"{"iss":"a","sub":"a","aud":"b","exp":1}"#,
            r#"{"iss":"a","sub":"a","aud":"b","exp":"1","jti":"c"}"#,
            r#"{"iss":"a","sub":"a","aud":"b","exp":1,"jti":7}"#,
            r#"{"iss":"a","sub":"a","aud":["b"],"exp":1,"jti":"c"}"#,
            r#"{"iss":"a","iss":"b","sub":"a","aud":"b","exp":1,"jti":"c"}"#,
        ] {
            assert!(serde_json::from_str::<Claims>(text).is_err(), "{text}");
        }
    }
}
