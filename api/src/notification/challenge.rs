//! Proof of work: a second of the sender's computer for each notification, so that floods are dear and people are not asked puzzles.
//!
//! Nothing is kept until a challenge is used: it is signed, it expires, and its salt is spent once.

use super::store;
use super::views::{Challenge, ChallengeAnswer};
use crate::platform::crypto::{ServerKey, same, sha256};
use crate::platform::ids;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::Tx;
use chrono::{DateTime, TimeDelta, Utc};

/// The largest number to try: about a second of an old telephone on average.
const MAX_NUMBER: u32 = 50_000;
/// How long a challenge may be answered; people pause.
const LIFE: TimeDelta = TimeDelta::hours(2);

fn hash(salt: &str, number: u32) -> String {
    hex::encode(sha256(&[salt.as_bytes(), number.to_string().as_bytes()]))
}

fn sign(key: &ServerKey, salt: &str, challenge: &str) -> String {
    hex::encode(key.code("challenge", format!("{salt}|{challenge}").as_bytes()))
}

/// A new challenge.
pub fn issue(key: &ServerKey, now: DateTime<Utc>) -> Challenge {
    let expires_at = now + LIFE;
    let salt = format!("{}.{}.", hex::encode(ids::random::<12>()), expires_at.timestamp());
    let number = u32::from_be_bytes(ids::random::<4>()) % (MAX_NUMBER + 1);
    let challenge = hash(&salt, number);
    Challenge { algorithm: "SHA-256".into(), signature: sign(key, &salt, &challenge), salt, challenge, max_number: MAX_NUMBER, expires_at }
}

/// Uses an answer up.
///
/// # Errors
/// `challenge_required` when there is none, or it is wrong, expired or was used.
pub fn spend(tx: &mut Tx, key: &ServerKey, answer: Option<&ChallengeAnswer>) -> Result<(), Problem> {
    let refuse = |words: &'static str| Err(Problem::field(Code::ChallengeRequired, "/challenge", "challenge_required", words));
    let Some(answer) = answer else {
        return refuse("Ask GET /api/v1/challenge, find the number, and send it as “challenge”. Our pages do this for you: reload and try again");
    };
    let expires = answer.salt.split('.').nth(1).and_then(|text| text.parse().ok()).and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let signed = same(sign(key, &answer.salt, &answer.challenge).as_bytes(), answer.signature.as_bytes());
    let Some(expires) = expires.filter(|_| signed && answer.number <= MAX_NUMBER && hash(&answer.salt, answer.number) == answer.challenge) else {
        return refuse("The security check was not completed. Ask for a new challenge and try again");
    };
    if expires < tx.now {
        return refuse("The security check has expired. Ask for a new challenge and try again");
    }
    if !store::spend_challenge(tx.conn(), &answer.salt, expires)? {
        return refuse("The security check was already used. Ask for a new challenge and try again");
    }
    Ok(())
}
