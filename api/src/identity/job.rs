//! Forgetting what signing in leaves behind.

use super::store;
use crate::platform::config::Settings;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use chrono::TimeDelta;

/// How long a session is kept after its end: long enough to look into something odd.
const ENDED_KEPT: TimeDelta = TimeDelta::days(30);

/// Deletes sessions that ended long ago, and failures that no longer slow anyone.
pub fn forget_ended(tx: &mut Tx, settings: &Settings) -> Result<(), Problem> {
    let (now, idle) = (tx.now, TimeDelta::minutes(i64::from(settings.session_idle_minutes)));
    store::delete_ended_sessions(tx.conn(), now - ENDED_KEPT, idle)?;
    store::delete_old_throttles(tx.conn(), now)
}
