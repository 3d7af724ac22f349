//! Sending mail: over SMTP, or into a folder in the demonstration. Mail holds references and links, never personal data.

use anyhow::{Context, Result, bail};
use lettre::message::header::ContentType;
use lettre::{Message, SmtpTransport, Transport};
use std::path::PathBuf;
use uuid::Uuid;

/// Where mail goes.
pub enum Mailer {
    /// A relay; TLS is required unless it is on this machine.
    Smtp(Box<SmtpTransport>, String),
    /// A folder, one file a mail.
    Folder(PathBuf, String),
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

impl Mailer {
    /// Reads `MAIL_URL`.
    ///
    /// # Errors
    /// When the address is not one of the three kinds, or is a relay elsewhere without TLS.
    pub fn from_url(mail_url: &str, from: &str) -> Result<Self> {
        let url = url::Url::parse(mail_url).context("MAIL_URL must be smtp://host:port, smtps://host or file:///folder")?;
        match url.scheme() {
            "file" => Ok(Self::Folder(PathBuf::from(url.path()), from.to_owned())),
            "smtp" | "smtps" => {
                let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
                let starttls = url.query().is_some_and(|q| q.contains("tls=required"));
                if url.scheme() == "smtp" && !local && !starttls {
                    bail!("MAIL_URL names a relay on another machine without TLS; use smtps://… or smtp://…?tls=required");
                }
                Ok(Self::Smtp(Box::new(SmtpTransport::from_url(mail_url).context("MAIL_URL cannot be read")?.build()), from.to_owned()))
            }
            other => bail!("MAIL_URL begins with {other}://; use smtp://, smtps:// or file://"),
        }
    }

    /// Sends a mail.
    ///
    /// # Errors
    /// What the relay or the folder said, without the receiver's address.
    pub fn send(&self, mail: &Mail) -> Result<()> {
        let from = match self {
            Self::Smtp(_, from) | Self::Folder(_, from) => from,
        };
        let message = Message::builder()
            .message_id(Some(format!("<{}@opencdr>", mail.id)))
            .from(from.parse().context("MAIL_FROM is not an address")?)
            .to(mail.to.parse().context("an account's e-mail is not an address")?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .context("the mail could not be written")?;
        match self {
            Self::Smtp(transport, _) => {
                transport.send(&message).context("the mail relay did not take it")?;
            }
            Self::Folder(folder, _) => {
                std::fs::create_dir_all(folder)?;
                // The id names the file, so sending again overwrites.
                std::fs::write(folder.join(format!("{}.eml", mail.id)), message.formatted())?;
            }
        }
        Ok(())
    }
}
