//! The second factor: time-based codes, their enrolment, and recovery codes.

use crate::platform::crypto::{ServerKey, sha256};
use crate::platform::ids;
use crate::platform::problem::Problem;
use totp_rs::{Builder, Totp};
use uuid::Uuid;

/// Recovery codes given at a time.
const RECOVERY_CODES: usize = 10;

fn place(user: Uuid) -> String {
    format!("users.totp_secret/{user}")
}

fn totp(secret: &[u8], email: &str) -> Result<Totp, Problem> {
    // One step of 30 seconds either side allows for clocks that differ (RFC 6238, 5.2).
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(1)
        .with_account_name(email.replace(':', " "))
        .with_issuer(Some("OpenCDR"))
        .build()
        .map_err(|e| Problem::internal(format!("second factor: {e}")))
}

/// A secret not yet confirmed.
pub struct Enrolment {
    /// Sealed, for the database.
    pub sealed: Vec<u8>,
    /// To type into an authenticator.
    pub secret: String,
    /// To open one.
    pub uri: String,
    /// To scan into one.
    pub qr_svg: String,
}

/// Begins an enrolment.
pub fn begin(key: &ServerKey, user: Uuid, email: &str) -> Result<Enrolment, Problem> {
    let secret = ids::random::<20>();
    let totp = totp(&secret, email)?;
    let uri = totp.to_url().map_err(|e| Problem::internal(format!("second factor: {e}")))?;
    let code = qrcode::QrCode::new(uri.as_bytes()).map_err(|e| Problem::internal(format!("QR code: {e}")))?;
    let qr_svg = code.render::<qrcode::render::svg::Color>().min_dimensions(240, 240).build();
    Ok(Enrolment { sealed: key.seal(&place(user), &secret), secret: totp_rs::Secret::from(secret.to_vec()).to_base32(), uri, qr_svg })
}

/// The time step a code belongs to, if it is right and later than the last one accepted.
pub fn step(key: &ServerKey, user: Uuid, sealed: &[u8], code: &str, now: i64, last: Option<i64>) -> Result<Option<i64>, Problem> {
    let secret = key
        .open(&place(user), sealed)
        .ok_or_else(|| Problem::internal("a second factor was sealed with another key; reset it with `opencdr user reset-second-factor`"))?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp(&secret, "")?.check(&digits, u64::try_from(now).unwrap_or(0)).and_then(|s| i64::try_from(s).ok());
    Ok(step.filter(|step| last.is_none_or(|last| *step > last)))
}

/// Ten codes of 80 bits, in groups that can be read aloud.
pub fn recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let text = totp_rs::Secret::from(ids::random::<10>().to_vec()).to_base32();
            text.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join("-")
        })
        .collect()
}

/// What is kept of a recovery code.
pub fn recovery_hash(user: Uuid, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    sha256(&[b"recovery", user.as_bytes(), plain.as_bytes()]).to_vec()
}
