//! `opencdr doctor`: checks every setting and says what is wrong and what to do.

use crate::platform::clock::{Clock, london_date};
use crate::platform::config::Settings;
use crate::platform::db_roles;
use crate::platform::mail::Mailer;
use anyhow::{Context, Result, bail};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::forms::Registry;

/// Prints one line a check. True when all is well.
pub fn examine() -> bool {
    let mut well = true;
    let mut tell = |what: &str, outcome: Result<String>| match outcome {
        Ok(words) => println!("  ok    {what}: {words}"),
        Err(error) => {
            well = false;
            println!("  WRONG {what}: {error:#}");
        }
    };
    tell("Forms", Registry::embedded().map(|r| format!("{} built in", r.forms().len())).map_err(|e| anyhow::anyhow!("{e}")));
    match Settings::from_environment() {
        Err(error) => tell("Settings", Err(error)),
        Ok(settings) => {
            tell("Settings", Ok("readable".into()));
            for (what, outcome) in db_roles::examine(&settings.database_url, settings.owner_url.as_deref()) {
                tell(what, outcome);
            }
            tell("Public address", public_address(&settings));
            tell("Mail", Mailer::from_url(&settings.mail_url, &settings.mail_from).map(|_| "MAIL_URL and MAIL_FROM can be used".into()));
            tell("Second factor", second_factor(&settings));
            tell("Key file", Ok("readable; keep a copy apart from the database’s".into()));
            tell("Bank holidays", bank_holidays());
        }
    }
    well
}

fn public_address(settings: &Settings) -> Result<String> {
    let url = url::Url::parse(&settings.public_url).context("PUBLIC_URL is not an address such as https://cdop.example.org")?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match (url.scheme(), local) {
        ("https", _) => Ok(settings.public_url.clone()),
        ("http", true) => Ok(format!("{} (this machine only; cookies are not marked secure)", settings.public_url)),
        _ => bail!(
            "PUBLIC_URL is {}: people’s passwords would cross the network in the clear. Put TLS in front and set https://…",
            settings.public_url
        ),
    }
}

fn second_factor(settings: &Settings) -> Result<String> {
    match (settings.demo, settings.secure()) {
        (false, _) => Ok("required for everything about a child".into()),
        (true, false) => Ok("not asked for: DEMO is set, for invented children only".into()),
        (true, true) => bail!("DEMO is set on a public address, so no second factor is asked for. Unset DEMO wherever real people are"),
    }
}

fn bank_holidays() -> Result<String> {
    let calendar = Calendar::england_and_wales();
    let left = (calendar.covers_to() - london_date(Clock::default().now())).num_days();
    if left < 180 {
        bail!("the list ends on {}; deadlines after that ignore bank holidays. Update OpenCDR", calendar.covers_to());
    }
    Ok(format!("listed until {}", calendar.covers_to()))
}
