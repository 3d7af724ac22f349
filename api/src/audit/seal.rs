//! Sealing: every few seconds the worker adds committed entries to the hash chain.

use super::store;
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use opencdr_domain::audit::chain::{GENESIS, canonical, seal_hash};

/// Entries sealed at a time.
const BATCH: i64 = 2_000;

/// Seals a batch. Returns how many entries; a full batch means that more wait.
pub fn seal(tx: &mut Tx) -> Result<usize, Problem> {
    let end = store::lock_end(tx.conn())?;
    let waiting = store::list_unsealed(tx.conn(), &end, BATCH)?;
    let mut previous = match &end.hash {
        None => GENESIS,
        Some(hash) => <[u8; 32]>::try_from(hash.as_slice()).map_err(|_| Problem::internal("a seal has not 32 bytes"))?,
    };
    let seals: Vec<_> = waiting
        .iter()
        .map(|(xid, id, entry)| {
            previous = seal_hash(&previous, &canonical(entry));
            (entry.seq, *id, *xid, previous.to_vec())
        })
        .collect();
    if !seals.is_empty() {
        let now = tx.now;
        // Parameters of one statement are limited; five a row.
        for chunk in seals.chunks(1_000) {
            store::insert_seals(tx.conn(), chunk, now)?;
        }
    }
    Ok(seals.len())
}

/// Whether a batch was full.
pub fn is_full(sealed: usize) -> bool {
    i64::try_from(sealed).is_ok_and(|n| n == BATCH)
}
