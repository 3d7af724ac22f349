//! Texts, tables and recordings.

use super::{Expected, Specimen, holds, kept, refused, specimen};

/// The file every scanner knows (EICAR): harmless, and found as if it were not.
pub const EICAR: &[u8] = br"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

fn wav(more: &[u8]) -> Vec<u8> {
    let body = [&b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0data\x08\0\0\0"[..], &[0; 8]].concat();
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&u32::try_from(body.len()).expect("short").to_le_bytes());
    out.extend_from_slice(&body);
    out.extend_from_slice(more);
    out
}

/// Four frames of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz.
fn frames() -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xFF, 0xFB, 0x90, 0x00]);
    frame.repeat(4)
}

fn tagged() -> Vec<u8> {
    let picture = b"APIC\0\0\0\x20\0\0\0image/png\0\x03\0<script>secret</script>";
    let mut out = b"ID3\x03\0\0\0\0\0\x40".to_vec();
    out.extend_from_slice(picture);
    out.resize(10 + 64, 0);
    out.extend_from_slice(&frames());
    out
}

fn wide(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

pub fn specimens() -> Vec<Specimen> {
    let mut behind = frames();
    behind.extend_from_slice(b"PK\x03\x04 and more");
    vec![
        kept("a text", "notes.txt", "Zoë was seen at 10:00.\r\nNo concerns <1 month before."),
        kept("a table", "numbers.csv", "name,age\r\n\"Hill, Sam\",3\r\n"),
        kept("a table with formulas: kept as it is, since it is only ever saved", "numbers.csv", "=cmd|'/c calc'!A1,+1,-1,@x\r\n"),
        kept("a text a scanner takes for a virus: found by the scanner, where there is one", "notes.txt", EICAR),
        kept("a recording", "call.wav", wav(&[])),
        kept("a packed recording", "call.mp3", frames()),
        specimen("a text in another encoding", "notes.txt", wide("Zoë"), Expected::Cleaned(|kept| kept == "Zoë".as_bytes())),
        specimen("a table as Excel saves it", "numbers.csv", &b"Zo\xEB,3"[..], Expected::Cleaned(|kept| kept == "Zoë,3".as_bytes())),
        specimen(
            "a recording with a picture in its tags",
            "call.mp3",
            tagged(),
            Expected::Cleaned(|kept| !holds(kept, b"secret") && kept == frames()),
        ),
        refused("a page under the name of a text", "notes.txt", "  <!DOCTYPE html><p>x", "markup"),
        refused("a script in a table", "numbers.csv", "a,b\r\n<script>alert(1)</script>,c", "markup"),
        refused("a program for a server under the name of a text", "notes.txt", "<?php system($_GET['x']);", "markup"),
        refused("a text with zeros", "notes.txt", &b"a\0b"[..], "not_text"),
        refused("a text with commands for a terminal", "notes.txt", "a\u{1b}]0;x\u{7}", "not_text"),
        refused("an archive under the name of a text", "notes.txt", &b"PK\x03\x04xxxx"[..], "content_mismatch"),
        refused("a recording cut short", "call.wav", &wav(&[])[..40], "damaged"),
        refused("something behind a recording", "call.wav", wav(b"<html><script>"), "hidden_data"),
        refused("something behind a packed recording", "call.mp3", behind, "hidden_data"),
        refused("a page under the name of a recording", "call.mp3", "<html>", "content_mismatch"),
        refused("a recording without sound", "call.mp3", &b"ID3\x03\0\0\0\0\0\x02xx"[..], "damaged"),
    ]
}
