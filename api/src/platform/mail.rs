//! Sending mail: over SMTP, or into a folder in the demonstration. Mail holds references and links, never personal data.

use anyhow::{Context, Result, bail};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::SmtpTransportBuilder;
use lettre::{Message, SmtpTransport, Transport};
use std::path::PathBuf;
use uuid::Uuid;

/// Sends mail the way `MAIL_URL` says, from `MAIL_FROM`.
pub struct Mailer {
    way: Way,
    from: Mailbox,
}

/// Where mail goes.
enum Way {
    /// A relay; TLS is required unless it is on this machine.
    Smtp(Box<SmtpTransport>),
    /// A folder, one file a mail.
    Folder(PathBuf),
}

/// What `MAIL_URL` names, before anything is opened.
enum Named {
    Relay(SmtpTransportBuilder),
    Folder(PathBuf),
}

/// The relay said that a mail can never be delivered to its receiver.
#[derive(Debug)]
pub struct RefusedForGood;

impl std::fmt::Display for RefusedForGood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the mail was refused for good")
    }
}

/// A mail to one person.
pub struct Mail {
    /// Identifier; a mail sent twice has the same, so that the receiver can drop one.
    pub id: Uuid,
    /// Receiver.
    pub to: String,
    /// Subject, without personal data.
    pub subject: String,
    /// Text, without personal data.
    pub text: String,
}

impl Mail {
    /// The id of the mail a job sends to a receiver: the same at every try.
    pub fn id_for(job: Uuid, to: &str) -> Uuid {
        let hash = super::crypto::sha256(&[job.as_bytes(), to.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

fn named(mail_url: &str) -> Result<Named> {
    // What the parser says may quote the relay's password; the setting's name is enough.
    let Ok(url) = url::Url::parse(mail_url) else { bail!("MAIL_URL must be smtp://host:port, smtps://host or file:///folder") };
    match url.scheme() {
        "file" => Ok(Named::Folder(PathBuf::from(url.path()))),
        "smtp" | "smtps" => {
            let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
            let starttls = url.query().is_some_and(|q| q.contains("tls=required"));
            if url.scheme() == "smtp" && !local && !starttls {
                bail!("MAIL_URL names a relay on another machine without TLS; use smtps://… or smtp://…?tls=required");
            }
            Ok(Named::Relay(SmtpTransport::from_url(mail_url).context("MAIL_URL cannot be read")?))
        }
        other => bail!("MAIL_URL begins with {other}://; use smtp://, smtps:// or file://"),
    }
}

/// Whether `MAIL_URL` can be used.
///
/// # Errors
/// When the address is not one of the three kinds, or is a relay elsewhere without TLS.
pub fn check(mail_url: &str) -> Result<()> {
    named(mail_url).map(|_| ())
}

/// Reads `MAIL_FROM`.
///
/// # Errors
/// When it is no address.
pub fn sender(from: &str) -> Result<Mailbox> {
    match from.trim().parse() {
        Ok(mailbox) => Ok(mailbox),
        Err(_) => bail!("MAIL_FROM is “{from}”; it must be an address such as OpenCDR <cdop@example.org>"),
    }
}

impl Mailer {
    /// Reads `MAIL_URL` and `MAIL_FROM`.
    ///
    /// # Errors
    /// When one of them cannot be used.
    pub fn from_url(mail_url: &str, from: &str) -> Result<Self> {
        let way = match named(mail_url)? {
            Named::Relay(relay) => Way::Smtp(Box::new(relay.build())),
            Named::Folder(folder) => Way::Folder(folder),
        };
        Ok(Self { way, from: sender(from)? })
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// What the relay or the folder said, without the receiver's address.
    pub fn send(&self, mail: &Mail) -> Result<()> {
        let message = Message::builder()
            .message_id(Some(format!("<{}@opencdr>", mail.id)))
            .from(self.from.clone())
            .to(mail.to.parse().context("an account's e-mail is not an address")?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .context("the mail could not be written")?;
        match &self.way {
            Way::Smtp(transport) => {
                // A refusal for good is told apart, so that nobody waits for an answer to a mail that never came.
                transport.send(&message).map_err(|error| {
                    let refused = error.is_permanent();
                    let error = anyhow::Error::new(error);
                    if refused { error.context(RefusedForGood) } else { error }.context("the mail relay did not take it")
                })?;
            }
            Way::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                // The id names the file, so sending again overwrites.
                std::fs::write(folder.join(format!("{}.eml", mail.id)), message.formatted())?;
            }
        }
        Ok(())
    }
}
