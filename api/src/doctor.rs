//! `opencdr doctor`: checks every setting and says what is wrong and what to do. It changes and makes nothing.

use crate::demo::mark;
use crate::platform::clock::{Clock, london_date};
use crate::platform::{config, db_roles};
use anyhow::{Result, bail};
use opencdr_domain::deadline::calendar::Calendar;
use opencdr_domain::forms::Registry;

/// Prints one line a check. True when all is well; a warning alone is.
pub fn examine() -> bool {
    let mut well = true;
    let mut tell = |what: &str, outcome: Result<String>| match outcome {
        Ok(words) => println!("  ok    {what}: {words}"),
        Err(error) => {
            well = false;
            println!("  WRONG {what}: {error:#}");
        }
    };
    for (setting, found) in config::examine() {
        tell(setting, found);
    }
    tell("Forms", Registry::embedded().map(|r| format!("{} built in", r.forms().len())).map_err(|e| anyhow::anyhow!("{e}")));
    if let Ok(url) = config::database_url() {
        for (what, outcome) in db_roles::examine(&url, config::owner_url().ok().as_deref()) {
            tell(what, outcome);
        }
        if let Ok(demo) = config::demo() {
            tell("Demonstration", mark::refuse_mismatch(&url, demo).map(|()| "settings and database agree".into()));
        }
    }
    tell("Bank holidays", bank_holidays());
    if let Some((secure, proxies, demo)) = config::front() {
        tell("Second factor", second_factor(demo, secure));
        if let Some(words) = proxy_warning(secure, proxies) {
            println!("  warn  TRUSTED_PROXIES: {words}");
        }
    }
    well
}

fn second_factor(demo: bool, secure: bool) -> Result<String> {
    match (demo, secure) {
        (false, _) => Ok("required for everything about a child".into()),
        (true, false) => Ok("not asked for: DEMO is set, for invented children only".into()),
        (true, true) => bail!("DEMO is set on a public address, so no second factor is asked for. Unset DEMO wherever real people are"),
    }
}

/// What to say where a proxy must be in front, since TLS ends somewhere, and none is named.
pub fn proxy_warning(secure: bool, proxies: usize) -> Option<&'static str> {
    (secure && proxies == 0).then_some(
        "PUBLIC_URL is https, so a proxy stands in front, but none is named: everybody seems to come from the proxy's address and \
         shares its limits. Set TRUSTED_PROXIES=1 (the number of proxies that set X-Forwarded-For)",
    )
}

fn bank_holidays() -> Result<String> {
    let calendar = Calendar::england_and_wales();
    let left = (calendar.covers_to() - london_date(Clock::default().now())).num_days();
    if left < 180 {
        bail!("the list ends on {}; deadlines after that ignore bank holidays. Update OpenCDR", calendar.covers_to());
    }
    Ok(format!("listed until {}", calendar.covers_to()))
}
