//! What happens when people sign in, prove a second factor and look after their account.

use super::password;
use super::second_factor::{self, recovery_codes, recovery_hash};
use super::store::{self, Account, FactorChange, NewSession};
use super::views::{EnrolmentView, Me, RecoveryCodes, SecondFactor, SecondFactorState, SessionState, SessionUser, SessionView, UserView};
use crate::platform::config::Settings;
use crate::platform::crypto::sha256;
use crate::platform::event::Event;
use crate::platform::ids;
use crate::platform::page;
use crate::platform::problem::{Code, Problem};
use crate::platform::tx::{Person, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::identity::permission::Permission;
use opencdr_domain::identity::policy::permissions_of;
use opencdr_domain::identity::role::Role;
use opencdr_domain::identity::{password as rule, throttle};
use serde_json::json;
use uuid::Uuid;

/// Seconds before the end of a session at which the page warns.
const WARN_SECONDS: u32 = 120;

/// One answer for an unknown user, a wrong password and a closed account.
fn sign_in_failed() -> Problem {
    Problem::new(
        Code::SignInFailed,
        "The e-mail address or the password is not right. Check both and try again. If you have forgotten your password, ask your administrator.",
    )
}

/// What guesses at an account from an address are counted under: a stranger elsewhere slows only themselves.
pub fn guess_key(what: &str, address: &str) -> [u8; 32] {
    sha256(&[b"guess", what.as_bytes(), b"|", address.as_bytes()])
}

/// Refuses an attempt that comes too soon after failures. Attempts at the same secret wait for the end of this
/// transaction, so that of many sent side by side each finds the failures of those before it.
pub fn check_throttle(tx: &mut Tx, key: &[u8; 32]) -> Result<(), Problem> {
    let now = tx.now;
    store::lock_throttle(tx.conn(), key)?;
    match store::find_throttle(tx.conn(), key)? {
        Some((_, until)) if until > now => {
            let wait = u32::try_from((until - now).num_seconds() + 1).unwrap_or(60);
            Err(Problem::new(Code::RateLimited, "There were several attempts that did not work. Please wait a moment before the next.")
                .retry_after(wait))
        }
        Some(_) | None => Ok(()),
    }
}

/// Notes a failed attempt and how long the next has to wait.
pub fn note_failure(tx: &mut Tx, key: &[u8; 32]) -> Result<(), Problem> {
    let now = tx.now;
    let failures = store::insert_failure(tx.conn(), key, now)?;
    let wait = throttle::wait_seconds(u32::try_from(failures).unwrap_or(0));
    store::update_blocked(tx.conn(), key, now + TimeDelta::seconds(i64::from(wait)))
}

/// Looks an account up before its password is checked outside the transaction.
///
/// The attempt counts as a failure from now on, and a success takes that back: were it counted only when the password has
/// turned out wrong, guesses sent side by side would all be looked at before the first of them counts.
pub fn begin_sign_in(tx: &mut Tx, email: &str) -> Result<Option<Account>, Problem> {
    let key = guess_key(email, &tx.request.address);
    check_throttle(tx, &key)?;
    note_failure(tx, &key)?;
    Ok(store::find_by_email(tx.conn(), email)?.filter(|account| account.disabled_at.is_none()))
}

/// Writes a failed sign-in down. The caller answers with [`refuse_sign_in`] once this is committed.
pub fn note_failed_sign_in(tx: &mut Tx, account: Option<Uuid>) -> Result<(), Problem> {
    let event = match account {
        Some(id) => Event::on(Action::SignInFailed, ObjectKind::User, id),
        None => Event::list(Action::SignInFailed, ObjectKind::User, Vec::new()),
    };
    tx.record(event.for_administration())
}

/// The refusal of a sign-in.
pub fn refuse_sign_in() -> Problem {
    sign_in_failed()
}

/// Opens a session for somebody whose password was right. Returns the view; `token` goes into the cookie.
pub fn open_session(tx: &mut Tx, settings: &Settings, account: &Account, token: &[u8; 32]) -> Result<SessionView, Problem> {
    let now = tx.now;
    let key = guess_key(&account.email, &tx.request.address);
    store::delete_throttle(tx.conn(), &key)?;
    let id = ids::new_id();
    let user_agent = tx.request.user_agent.clone();
    let absolute_expires_at = now + TimeDelta::hours(i64::from(settings.session_absolute_hours));
    let session = NewSession {
        id,
        token_hash: sha256(&[token]).to_vec(),
        user_id: account.id,
        created_at: now,
        last_seen_at: now,
        absolute_expires_at,
        user_agent: &user_agent,
    };
    store::insert_session(tx.conn(), &session)?;
    let event = Event::on(Action::SignIn, ObjectKind::User, account.id).detail(json!({ "session": id }));
    // The transaction began with a member of the public; from here on it is somebody.
    tx.record(event.by(account.id, id).for_administration())?;
    let person = Person {
        denied: Vec::new(),
        broken: Vec::new(),
        offered: Vec::new(),
        session: id,
        user: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        enrolled: account.totp_secret.is_some(),
        second_factor: false,
        last_seen_at: now,
        absolute_expires_at,
        memberships: Vec::new(),
    };
    Ok(session_view(&person, settings))
}

/// A session as shown to its owner.
pub fn session_view(person: &Person, settings: &Settings) -> SessionView {
    let state = match (person.enrolled, person.second_factor) {
        (_, true) => SessionState::SignedIn,
        (true, false) => SessionState::SecondFactorRequired,
        (false, false) if settings.demo => SessionState::SignedIn,
        (false, false) => SessionState::EnrolmentRequired,
    };
    let user = (state != SessionState::SecondFactorRequired).then(|| SessionUser {
        id: person.user,
        name: person.name.clone(),
        email: person.email.clone(),
    });
    SessionView {
        state,
        user,
        idle_expires_at: (person.last_seen_at + TimeDelta::minutes(i64::from(settings.session_idle_minutes))).min(person.absolute_expires_at),
        absolute_expires_at: person.absolute_expires_at,
        warn_seconds: WARN_SECONDS,
    }
}

/// Keeps a session alive because its owner said so.
pub fn extend_session(tx: &mut Tx, settings: &Settings) -> Result<SessionView, Problem> {
    let now = tx.now;
    let mut person = tx.person()?.clone();
    store::update_last_seen(tx.conn(), person.session, now)?;
    person.last_seen_at = now;
    Ok(session_view(&person, settings))
}

/// Takes a second factor: true when it was right and the session now counts as proven under its new token.
pub fn give_second_factor(tx: &mut Tx, settings: &Settings, given: &SecondFactor, token: &[u8; 32]) -> Result<bool, Problem> {
    if !use_second_factor(tx, settings, given)? {
        return Ok(false);
    }
    let (now, person) = (tx.now, tx.person()?.clone());
    store::update_second_factor(tx.conn(), person.session, sha256(&[token]).to_vec(), now)?;
    tx.record(Event::on(Action::PassSecondFactor, ObjectKind::User, person.user))?;
    Ok(true)
}

/// Uses up a code of the signed-in person: true when it was right. Attempts are slowed down and no code works twice, whatever it
/// is asked for; a failure is written down, and counts once the caller commits.
pub fn use_second_factor(tx: &mut Tx, settings: &Settings, given: &SecondFactor) -> Result<bool, Problem> {
    let now = tx.now;
    let user = tx.person()?.user;
    let key = guess_key(&format!("second factor {user}"), &tx.request.address);
    check_throttle(tx, &key)?;
    let account = store::lock_account(tx.conn(), user)?;
    let right = match (&given.code, &given.recovery_code) {
        (Some(code), None) => match &account.totp_secret {
            None => return Err(Problem::new(Code::Conflict, "This account has no second factor yet. Set one up first.")),
            Some(sealed) => match second_factor::step(&settings.key, user, sealed, code, now.timestamp(), account.totp_last_step)? {
                Some(step) => {
                    let change = FactorChange { totp_last_step: Some(Some(step)), ..FactorChange::default() };
                    store::update_factor(tx.conn(), user, &change)?;
                    true
                }
                None => false,
            },
        },
        (None, Some(code)) => store::use_recovery_code(tx.conn(), user, &recovery_hash(user, code), now)?,
        (None, None) | (Some(_), Some(_)) => {
            return Err(Problem::field(Code::InvalidBody, "/code", "required", "Send either the 6 digits or a recovery code"));
        }
    };
    if right {
        store::delete_throttle(tx.conn(), &key)?;
    } else {
        note_failure(tx, &key)?;
        tx.record(Event::on(Action::SecondFactorFailed, ObjectKind::User, user))?;
    }
    Ok(right)
}

/// The refusal of a second factor.
pub fn refuse_second_factor() -> Problem {
    Problem::new(
        Code::SignInFailed,
        "That code is not right, or was used already. Wait for the next code of your authenticator and try again, or use a recovery code.",
    )
}

/// Ends a session.
pub fn end_session(tx: &mut Tx, session: Uuid) -> Result<(), Problem> {
    let now = tx.now;
    let user = tx.person()?.user;
    if !store::update_revoked(tx.conn(), user, session, now)? {
        return Err(Problem::not_found());
    }
    tx.record(Event::on(Action::EndSession, ObjectKind::Session, session))
}

/// The signed-in person.
pub fn me(tx: &mut Tx, settings: &Settings) -> Result<Me, Problem> {
    let now = tx.now;
    let person = tx.person()?.clone();
    let memberships = store::list_memberships(tx.conn(), &[person.user], now)?.remove(&person.user).unwrap_or_default();
    let roles: Vec<Role> = person.memberships.iter().map(|m| m.role).collect();
    let recovery_codes_left = store::count_recovery_codes(tx.conn(), person.user)?;
    Ok(Me {
        id: person.user,
        name: person.name,
        email: person.email,
        demo: settings.demo,
        second_factor: SecondFactorState { enrolled: person.enrolled, recovery_codes_left },
        memberships,
        permissions: permissions_of(&roles).into_iter().map(Permission::code).map(str::to_owned).collect(),
    })
}

/// Begins to set up a second factor. An account that has one replaces it only from a session that gave it.
pub fn begin_enrolment(tx: &mut Tx, settings: &Settings) -> Result<EnrolmentView, Problem> {
    let person = tx.person()?.clone();
    let begun = second_factor::begin(&settings.key, person.user, &person.email)?;
    let change = FactorChange { totp_pending_secret: Some(Some(begun.sealed)), ..FactorChange::default() };
    store::update_factor(tx.conn(), person.user, &change)?;
    tx.record(Event::on(Action::EnrolSecondFactor, ObjectKind::User, person.user))?;
    Ok(EnrolmentView { secret: begun.secret, otpauth_uri: begun.uri, qr_svg: begun.qr_svg })
}

/// Confirms it with a code; other sessions end, and this one counts as proven.
pub fn confirm_enrolment(tx: &mut Tx, settings: &Settings, code: &str, token: &[u8; 32]) -> Result<RecoveryCodes, Problem> {
    let now = tx.now;
    let person = tx.person()?.clone();
    let account = store::lock_account(tx.conn(), person.user)?;
    let Some(sealed) = account.totp_pending_secret else {
        return Err(Problem::new(Code::Conflict, "No second factor is being set up. Start again."));
    };
    let Some(step) = second_factor::step(&settings.key, person.user, &sealed, code, now.timestamp(), None)? else {
        return Err(Problem::field(
            Code::InvalidBody,
            "/code",
            "wrong_code",
            "That code is not right. Check that the time on your device is right, and enter the code it shows now",
        ));
    };
    let change = FactorChange { totp_secret: Some(Some(sealed)), totp_pending_secret: Some(None), totp_last_step: Some(Some(step)) };
    store::update_factor(tx.conn(), person.user, &change)?;
    store::update_others_revoked(tx.conn(), person.user, Some(person.session), now)?;
    store::update_second_factor(tx.conn(), person.session, sha256(&[token]).to_vec(), now)?;
    tx.record(Event::on(Action::EnrolSecondFactor, ObjectKind::User, person.user))?;
    renew_recovery_codes(tx)
}

/// Makes new recovery codes; the old stop working.
pub fn renew_recovery_codes(tx: &mut Tx) -> Result<RecoveryCodes, Problem> {
    let user = tx.person()?.user;
    let codes = recovery_codes();
    let hashes = codes.iter().map(|code| recovery_hash(user, code)).collect();
    store::replace_recovery_codes(tx.conn(), user, hashes)?;
    tx.record(Event::on(Action::RenewRecoveryCodes, ObjectKind::User, user))?;
    Ok(RecoveryCodes { recovery_codes: codes })
}

/// Sets a new password; other sessions end.
pub fn change_password(tx: &mut Tx, hash: &str) -> Result<(), Problem> {
    let now = tx.now;
    let person = tx.person()?.clone();
    let key = own_password_key(tx, person.user);
    store::delete_throttle(tx.conn(), &key)?;
    store::update_password(tx.conn(), person.user, hash)?;
    store::update_others_revoked(tx.conn(), person.user, Some(person.session), now)?;
    tx.record(Event::on(Action::ChangePassword, ObjectKind::User, person.user))
}

/// What guesses at the current password from an open session are counted under.
fn own_password_key(tx: &Tx, user: Uuid) -> [u8; 32] {
    guess_key(&format!("own password {user}"), &tx.request.address)
}

/// Own account, for checking the current password outside the transaction, when the new one is good enough.
///
/// Whoever finds an open session must not guess freely: the attempt counts as a failure until it has succeeded, as in
/// [`begin_sign_in`].
pub fn begin_password_change(tx: &mut Tx, new: &str) -> Result<Account, Problem> {
    let user = tx.person()?.user;
    let key = own_password_key(tx, user);
    check_throttle(tx, &key)?;
    note_failure(tx, &key)?;
    let account = store::lock_account(tx.conn(), user)?;
    // Refused here, the transaction is undone and nothing counted: the current password was not looked at.
    rule::check(new, &account.email).map_err(|refusal| Problem::field(Code::InvalidBody, "/new", "weak_password", refusal.message()))?;
    Ok(account)
}

/// Writes down that the current password was given wrongly.
pub fn note_wrong_password(tx: &mut Tx) -> Result<(), Problem> {
    let user = tx.person()?.user;
    tx.record(Event::on(Action::SignInFailed, ObjectKind::User, user))
}

/// Whether a password belongs to an account; the same work whether or not there is one.
pub fn password_matches(account: Option<&Account>, given: &str) -> bool {
    password::verify(given, account.map(|a| a.password_hash.as_str()))
}

/// A page of accounts. An administrator of some areas sees who holds a role there, and that role alone.
pub fn list_users(tx: &mut Tx, cursor: Option<String>, limit: i64) -> Result<(Vec<UserView>, Option<String>), Problem> {
    let now: DateTime<Utc> = tx.now;
    let within = (!tx.whole_system()).then(|| tx.areas());
    let rows = store::list_users(tx.conn(), within.as_deref(), cursor.as_deref(), limit + 1)?;
    let (rows, next) = page::cut(rows, limit, |row| row.email.clone());
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut memberships = store::list_memberships(tx.conn(), &ids, now)?;
    if let Some(areas) = &within {
        for held in memberships.values_mut() {
            held.retain(|membership| membership.area.as_ref().is_some_and(|area| areas.contains(&area.id)));
        }
    }
    tx.record(Event::list(Action::ListUsers, ObjectKind::User, ids))?;
    let users = rows
        .into_iter()
        .map(|row| UserView {
            memberships: memberships.remove(&row.id).unwrap_or_default(),
            id: row.id,
            name: row.name,
            email: row.email,
            disabled: row.disabled_at.is_some(),
            second_factor: row.totp_secret.is_some(),
        })
        .collect();
    Ok((users, next))
}
