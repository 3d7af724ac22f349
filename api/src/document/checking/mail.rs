//! Internet mail: a message with a head, whose attachments pass the checks a file passes by itself.

use super::{Budget, Refusal, check_within};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// Parts a message may have.
const MOST_PARTS: usize = 200;
/// What a page in a mail may not hold: readers of mail leave these out, a browser would not.
const SCRIPTS: [&str; 6] = ["<script", "<iframe", "<object", "<embed", "javascript:", "<form"];

/// Checks a message.
pub fn check(bytes: &[u8], budget: &mut Budget) -> Result<(), Refusal> {
    if !begins_as_mail(bytes) {
        return Err(Refusal::Mismatch);
    }
    let message = MessageParser::default().parse(bytes).ok_or(Refusal::Damaged)?;
    if message.from().is_none() || message.date().is_none() && message.subject().is_none() {
        return Err(Refusal::Mismatch);
    }
    check_parts(&message, budget)
}

/// The first line is a field of a head (RFC 5322, 2.2), and nothing is in it that a text cannot hold.
fn begins_as_mail(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    let named = name.len() < line.len() && !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    named && !bytes.contains(&0)
}

fn check_parts(message: &Message, budget: &mut Budget) -> Result<(), Refusal> {
    if message.parts.len() > MOST_PARTS {
        return Err(Refusal::TooManyParts);
    }
    budget.depth = budget.depth.checked_sub(1).ok_or(Refusal::TooDeep)?;
    message.parts.iter().try_for_each(|part| check_part(part, budget))?;
    budget.depth += 1;
    Ok(())
}

fn check_part(part: &MessagePart, budget: &mut Budget) -> Result<(), Refusal> {
    let name = part.attachment_name();
    match (&part.body, name) {
        (PartType::Multipart(_), _) => Ok(()),
        (PartType::Message(inner), _) => check_parts(inner, budget),
        (PartType::Text(_), None) => Ok(()),
        (PartType::Html(page), None) => check_page(page),
        (_, name) => {
            let name = name.map_or_else(|| format!("part.{}", ending(part)), str::to_owned);
            check_within(&name, part.contents().to_vec(), budget).map(drop).map_err(|inner| Refusal::Attachment(Box::new(inner)))
        }
    }
}

/// The ending of a part that has no name, as pictures within a text have none.
fn ending(part: &MessagePart) -> String {
    let subtype = part.content_type().and_then(|kind| kind.subtype()).unwrap_or("unknown").to_ascii_lowercase();
    if subtype == "mpeg" { "mp3".into() } else { subtype }
}

fn check_page(page: &str) -> Result<(), Refusal> {
    let lower = page.to_ascii_lowercase();
    if SCRIPTS.iter().any(|script| lower.contains(script)) { Err(Refusal::ActiveContent) } else { Ok(()) }
}
