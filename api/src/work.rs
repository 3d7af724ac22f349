//! The worker: sends alerts, has waiting files scanned, seals the audit trail, forgets what has expired. Any number run side by side.

use crate::audit::seal;
use crate::document::job as documents;
use crate::identity::job as people;
use crate::machine::service as machines;
use crate::notification::job as notifications;
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::jobs::{self, Job, Leased};
use crate::platform::mail::{Mailer, RefusedForGood};
use crate::platform::problem::Problem;
use crate::platform::storage::Storage;
use crate::request::job as requests;
use crate::restriction::job as restriction;
use crate::transfer::job as transfers;
use anyhow::{Result, anyhow};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Pause when nothing waits: an alert leaves within two seconds.
const PAUSE: Duration = Duration::from_secs(2);
/// How often what has expired is deleted.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// Works until told to stop.
///
/// # Errors
/// When the mail settings cannot be read. A database that is away is waited for.
pub fn run(db: &Db, settings: &Settings, stop: &AtomicBool) -> Result<()> {
    let mailer = Mailer::from_url(&settings.mail_url, &settings.mail_from)?;
    let storage = Storage::open(&settings.documents)?;
    let mut tidied: Option<Instant> = None;
    while !stop.load(Ordering::Relaxed) {
        match step(db, settings, (&mailer, &storage), &mut tidied) {
            Ok(true) => {}
            Ok(false) => std::thread::sleep(PAUSE),
            Err(problem) => {
                log::warn!("work could not go on: {problem}");
                std::thread::sleep(PAUSE);
            }
        }
    }
    Ok(())
}

/// Does everything that waits, and stops: for tests and for running from a timer.
///
/// # Errors
/// When something could not be done.
pub fn drain(db: &Db, settings: &Settings) -> Result<()> {
    let mailer = Mailer::from_url(&settings.mail_url, &settings.mail_from)?;
    let storage = Storage::open(&settings.documents)?;
    let mut tidied = None;
    while step(db, settings, (&mailer, &storage), &mut tidied).map_err(|problem| anyhow!("{problem:?}"))? {}
    Ok(())
}

/// One round. True when more may wait.
fn step(db: &Db, settings: &Settings, tools: (&Mailer, &Storage), tidied: &mut Option<Instant>) -> Result<bool, Problem> {
    let sealed = db.system(seal::seal)?;
    if tidied.is_none_or(|at| at.elapsed() > TIDY_EVERY) {
        let forgotten = db.system(notifications::forget_expired)?;
        db.system(crate::platform::idempotency::forget_old)?;
        db.system(jobs::forget_done)?;
        db.system(|tx| people::forget_ended(tx, settings))?;
        db.system(machines::forget_expired)?;
        db.system(documents::ask_again)?;
        if forgotten > 0 {
            log::info!("{forgotten} expired drafts deleted");
        }
        *tidied = Some(Instant::now());
    }
    let Some(leased) = db.system(jobs::take)? else { return Ok(seal::is_full(sealed)) };
    match perform(db, settings, tools, &leased) {
        Ok(()) => db.system(|tx| jobs::done(tx, leased.id))?,
        Err(error) => {
            log::warn!("a job failed at try {}: {error:#}", leased.attempts);
            db.system(|tx| jobs::failed(tx, &leased, &format!("{error:#}")))?;
        }
    }
    Ok(true)
}

fn perform(db: &Db, settings: &Settings, (mailer, storage): (&Mailer, &Storage), leased: &Leased) -> Result<()> {
    let mails = match &leased.job {
        Job::ScanDocument { version } => return documents::scan(db, storage, settings.scanner.as_ref(), *version),
        Job::AlertNotification { area, reference } => db.system(|tx| notifications::alerts(tx, settings, leased.id, *area, reference)),
        Job::AlertTransfer { area, reference, restricted } => {
            db.system(|tx| transfers::alerts(tx, settings, leased.id, *area, reference, *restricted))
        }
        Job::AlertRequest { request } => db.system(|tx| requests::alerts(tx, settings, leased.id, *request)),
        Job::SendInvitation { invitation } => db.system(|tx| requests::invitation(tx, settings, leased.id, *invitation)),
        Job::AlertEmergency { area, by } => db.system(|tx| restriction::alerts(tx, settings, leased.id, *area, *by)),
    }
    .map_err(|problem| anyhow!("the receivers could not be read: {problem}"))?;
    for mail in &mails {
        match mailer.send(mail) {
            Err(error) if error.downcast_ref::<RefusedForGood>().is_some() => undelivered(db, &leased.job, error)?,
            sent => sent?,
        }
    }
    Ok(())
}

/// What never arrives is shown on the request it was about, and tried no more. Of other mails a person has to hear as before.
fn undelivered(db: &Db, job: &Job, error: anyhow::Error) -> Result<()> {
    let request = match job {
        Job::AlertRequest { request } => Ok(Some(*request)),
        Job::SendInvitation { invitation } => db.system(|tx| requests::invited_to(tx, *invitation)),
        Job::ScanDocument { .. } | Job::AlertNotification { .. } | Job::AlertTransfer { .. } | Job::AlertEmergency { .. } => return Err(error),
    };
    let request = request.map_err(|problem| anyhow!("the request could not be read: {problem}"))?;
    match request {
        Some(request) => db.system(|tx| requests::undelivered(tx, request)).map_err(|problem| anyhow!("it could not be noted: {problem}")),
        None => Ok(()),
    }
}
