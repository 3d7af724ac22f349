//! `opencdr audit verify`: follows the hash chain from its first entry to its last.

use super::store;
use anyhow::{Context, Result, anyhow, bail};
use diesel::prelude::*;
use opencdr_domain::audit::chain::{Head, Reason, verify as follow};

/// Entries read at a time.
const PAGE: i64 = 5_000;

/// Verifies the whole chain and says what it found.
///
/// # Errors
/// Names the first entry that was changed, removed, added or moved.
pub fn verify(owner_url: &str) -> Result<String> {
    let mut conn = PgConnection::establish(owner_url).context("cannot connect as the owner (DATABASE_OWNER_URL)")?;
    let mut head = Head::START;
    loop {
        let page = store::list_sealed(&mut conn, head.seq, PAGE).map_err(|_| anyhow!("the audit trail cannot be read"))?;
        if page.is_empty() {
            break;
        }
        let page = page
            .into_iter()
            .map(|(entry, hash)| Ok((entry, <[u8; 32]>::try_from(hash.as_slice()).map_err(|_| anyhow!("a seal has not 32 bytes"))?)))
            .collect::<Result<Vec<_>>>()?;
        head = match follow(head, page) {
            Ok(head) => head,
            Err(broken) => bail!(
                "BROKEN at entry {} of the chain: {}. Keep the database as it is and tell the information governance lead.",
                broken.seq,
                match broken.reason {
                    Reason::OutOfSequence => "an entry is missing or was moved",
                    Reason::SealDiffers => "this entry, or one before it, was changed after it was sealed",
                }
            ),
        };
    }
    let (last, all) = store::count(&mut conn).map_err(|_| anyhow!("the audit trail cannot be read"))?;
    if last != head.seq {
        bail!("BROKEN: the chain says it has {last} entries, but only {} can be followed; entries were removed.", head.seq);
    }
    Ok(format!(
        "The audit trail is whole: {} entries in the chain, {} not yet sealed.\nLast seal: {}\nKeep this line elsewhere: a later trail must still hold this seal at entry {}.",
        head.seq,
        all - head.seq,
        hex::encode(head.seal),
        head.seq
    ))
}
