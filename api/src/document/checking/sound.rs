//! Recordings: their structure is followed from beginning to end, and tags with pictures and comments go.

use super::Refusal;

/// A RIFF/WAVE file: chunks that fill it exactly, with a format and sound.
pub fn wav(bytes: &[u8]) -> Result<(), Refusal> {
    let declared = number(bytes, 4)? as usize + 8;
    if declared > bytes.len() {
        return Err(Refusal::Damaged);
    }
    if declared < bytes.len() {
        return Err(Refusal::HiddenData);
    }
    let (mut at, mut format, mut sound) = (12, false, false);
    while at < bytes.len() {
        let name = bytes.get(at..at + 4).ok_or(Refusal::Damaged)?;
        let length = number(bytes, at + 4)? as usize;
        match name {
            b"fmt " if length >= 16 => format = true,
            b"data" => sound = format,
            _ if name.iter().all(|byte| (0x20..0x7F).contains(byte)) => {}
            _ => return Err(Refusal::Damaged),
        }
        // Chunks begin at even places.
        at = at + 8 + length + length % 2;
    }
    let filled = at == bytes.len() || at == bytes.len() + 1;
    if format && sound && filled { Ok(()) } else { Err(Refusal::Damaged) }
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    let four = bytes.get(at..at + 4).ok_or(Refusal::Damaged)?;
    Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The sound of an MP3 file without its tags, which may hold pictures and anything else. Nothing when it has none.
pub fn mp3(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    let mut from = 0;
    while bytes[from..].starts_with(b"ID3") {
        from += tag_length(&bytes[from..])?;
        if from >= bytes.len() {
            return Err(Refusal::Damaged);
        }
    }
    // Padding some programs leave behind the tag.
    while bytes.get(from) == Some(&0) {
        from += 1;
    }
    let (mut at, mut frames) = (from, 0);
    while let Some(length) = bytes.get(at..at + 4).and_then(frame_length) {
        frames += 1;
        at += length;
    }
    // A recording that was stopped ends within its last frame.
    let end = at.min(bytes.len());
    if frames < 3 {
        return Err(Refusal::Damaged);
    }
    let rest = &bytes[end..];
    let tags =
        rest.is_empty() || rest.starts_with(b"TAG") && rest.len() == 128 || rest.starts_with(b"APETAGEX") || rest.iter().all(|byte| *byte == 0);
    if !tags {
        return Err(Refusal::HiddenData);
    }
    Ok((from > 0 || end < bytes.len()).then(|| bytes[from..end].to_vec()))
}

fn tag_length(tag: &[u8]) -> Result<usize, Refusal> {
    match tag.get(5..10) {
        Some([flags, a, b, c, d]) if (a | b | c | d) & 0x80 == 0 => {
            let length = [a, b, c, d].iter().fold(0_usize, |sum, seven| sum << 7 | usize::from(**seven));
            Ok(10 + length + if flags & 0x10 > 0 { 10 } else { 0 })
        }
        _ => Err(Refusal::Damaged),
    }
}

/// The length of an MPEG audio frame from its header, in bytes (ISO/IEC 11172-3 2.4.2.3, 13818-3).
fn frame_length(header: &[u8]) -> Option<usize> {
    const FIRST: [[usize; 15]; 3] = [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    ];
    const SECOND: [[usize; 15]; 2] =
        [[0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256], [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]];
    let [a, b, c, _] = header else { return None };
    if *a != 0xFF || b & 0xE0 != 0xE0 {
        return None;
    }
    let (version, layer, rate, speed, padding) = (b >> 3 & 3, b >> 1 & 3, usize::from(c >> 4), usize::from(c >> 2 & 3), usize::from(c >> 1 & 1));
    if version == 1 || layer == 0 || rate == 0 || rate == 15 || speed == 3 {
        return None;
    }
    let first_version = version == 3;
    let kilobits = match (first_version, layer) {
        (true, 3) => FIRST[0][rate],
        (true, 2) => FIRST[1][rate],
        (true, _) => FIRST[2][rate],
        (false, 3) => SECOND[0][rate],
        (false, _) => SECOND[1][rate],
    };
    let hertz = [44_100, 48_000, 32_000][speed] / [4, 1, 2, 1][usize::from(version)];
    Some(match layer {
        3 => (12_000 * kilobits / hertz + padding) * 4,
        1 if !first_version => 72_000 * kilobits / hertz + padding,
        _ => 144_000 * kilobits / hertz + padding,
    })
}
