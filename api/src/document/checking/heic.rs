//! HEIC pictures: what tells of place and camera is overwritten where it lies, since drawing them anew would need a decoder
//! with a history of its own. The file is a tree of boxes (ISO/IEC 14496-12, 23008-12); one that is not exactly that is refused.

use super::{Budget, Refusal};
use std::ops::Range;

/// Boxes that may stand at the top of a still picture.
const TOP: [&[u8; 4]; 5] = [b"ftyp", b"meta", b"mdat", b"free", b"skip"];
/// Items a picture may have.
const MOST_ITEMS: usize = 4096;

/// Items that tell of a picture: cameras write one or two.
const MOST_TELLING: usize = 16;

struct Item {
    kind: [u8; 4],
    id: u32,
}

/// The picture with Exif and XMP overwritten by zeros. Nothing when there was none.
pub fn clean(bytes: &[u8], budget: &mut Budget) -> Result<Option<Vec<u8>>, Refusal> {
    let top = boxes(bytes, 0..bytes.len())?;
    if top.iter().any(|(kind, _)| !TOP.contains(&kind)) {
        return Err(Refusal::Metadata);
    }
    let metas: Vec<_> = top.iter().filter(|(kind, _)| kind == b"meta").collect();
    let [(_, meta)] = metas.as_slice() else { return Err(Refusal::Damaged) };
    // Version and flags come before the boxes inside.
    let inner = boxes(bytes, meta.start + 4..meta.end)?;
    let find = |name: &[u8; 4]| inner.iter().find(|(kind, _)| kind == name).map(|(_, range)| range.clone());
    measure(bytes, find(b"iprp").ok_or(Refusal::Damaged)?, budget)?;
    let items = items(bytes, find(b"iinf").ok_or(Refusal::Damaged)?)?;
    let locations = find(b"iloc").ok_or(Refusal::Damaged)?;
    let data = find(b"idat");
    let mut out = None;
    let telling: Vec<&Item> = items.iter().filter(|item| matches!(&item.kind, b"Exif" | b"mime" | b"uri ")).collect();
    if telling.len() > MOST_TELLING {
        return Err(Refusal::Metadata);
    }
    for item in telling {
        for extent in extents(bytes, locations.clone(), data.clone(), item.id)? {
            out.get_or_insert_with(|| bytes.to_vec()).get_mut(extent).ok_or(Refusal::Damaged)?.fill(0);
        }
    }
    // Room between boxes may hold anything.
    for (_, range) in top.iter().filter(|(kind, _)| matches!(kind, b"free" | b"skip")) {
        if bytes[range.clone()].iter().any(|byte| *byte != 0) {
            out.get_or_insert_with(|| bytes.to_vec())[range.clone()].fill(0);
        }
    }
    Ok(out)
}

type Boxes = Vec<([u8; 4], Range<usize>)>;

/// The boxes that fill a range exactly: kind, and where the content lies.
fn boxes(bytes: &[u8], within: Range<usize>) -> Result<Boxes, Refusal> {
    let mut found = Boxes::new();
    let mut at = within.start;
    while at < within.end {
        let (size, kind) = (uint(bytes, at, 4)?, four(bytes, at + 4)?);
        let (head, size) = match size {
            0 => (8, within.end - at),
            1 => (16, uint(bytes, at + 8, 8)?),
            size => (8, size),
        };
        let end = at.checked_add(size).filter(|end| size >= head && *end <= within.end).ok_or(Refusal::Damaged)?;
        found.push((kind, at + head..end));
        if found.len() > MOST_ITEMS {
            return Err(Refusal::TooManyParts);
        }
        at = end;
    }
    Ok(found)
}

fn four(bytes: &[u8], at: usize) -> Result<[u8; 4], Refusal> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).ok_or(Refusal::Damaged)
}

/// A number of so many bytes; of none it is zero.
fn uint(bytes: &[u8], at: usize, length: usize) -> Result<usize, Refusal> {
    let end = at.checked_add(length).ok_or(Refusal::Damaged)?;
    let digits = bytes.get(at..end).ok_or(Refusal::Damaged)?;
    let value = digits.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    usize::try_from(value).map_err(|_| Refusal::Damaged)
}

/// Refuses a picture with too many points, by the largest size that any part of it has.
fn measure(bytes: &[u8], properties: Range<usize>, budget: &mut Budget) -> Result<(), Refusal> {
    let containers = boxes(bytes, properties)?;
    let container = containers.iter().find(|(kind, _)| kind == b"ipco").ok_or(Refusal::Damaged)?;
    let mut largest: Option<(u32, u32)> = None;
    for (_, size) in boxes(bytes, container.1.clone())?.iter().filter(|(kind, _)| kind == b"ispe") {
        let side = |at| uint(bytes, size.start + at, 4).and_then(|side| u32::try_from(side).map_err(|_| Refusal::Damaged));
        let (width, height) = (side(4)?, side(8)?);
        if largest.is_none_or(|(w, h)| u64::from(w) * u64::from(h) < u64::from(width) * u64::from(height)) {
            largest = Some((width, height));
        }
    }
    let (width, height) = largest.ok_or(Refusal::Damaged)?;
    budget.draw(width, height)
}

/// The items the picture is made of (14496-12, 8.11.6).
fn items(bytes: &[u8], list: Range<usize>) -> Result<Vec<Item>, Refusal> {
    let count = if uint(bytes, list.start, 1)? == 0 { 2 } else { 4 };
    let entries = boxes(bytes, list.start + 4 + count..list.end)?;
    entries
        .into_iter()
        .map(|(kind, entry)| {
            if &kind != b"infe" {
                return Err(Refusal::Damaged);
            }
            let id = match uint(bytes, entry.start, 1)? {
                2 => 2,
                3 => 4,
                _ => return Err(Refusal::Metadata),
            };
            Ok(Item {
                id: u32::try_from(uint(bytes, entry.start + 4, id)?).map_err(|_| Refusal::Damaged)?,
                kind: four(bytes, entry.start + 4 + id + 2)?,
            })
        })
        .collect()
}

/// Where the data of an item lies in the file (14496-12, 8.11.3).
fn extents(bytes: &[u8], table: Range<usize>, data: Option<Range<usize>>, wanted: u32) -> Result<Vec<Range<usize>>, Refusal> {
    let version = uint(bytes, table.start, 1)?;
    let sizes = uint(bytes, table.start + 4, 2)?;
    let (offset_size, length_size, base_size) = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15);
    let index_size = if version > 0 { sizes & 15 } else { 0 };
    let wide = if version < 2 { 2 } else { 4 };
    let count = uint(bytes, table.start + 6, wide)?;
    let mut at = table.start + 6 + wide;
    let mut next = |length: usize| {
        let value = if at + length <= table.end { uint(bytes, at, length) } else { Err(Refusal::Damaged) };
        at += length;
        value
    };
    for _ in 0..count.min(MOST_ITEMS) {
        let id = next(wide)?;
        let method = if version > 0 { next(2)? & 15 } else { 0 };
        let _reference = next(2)?;
        let base = next(base_size)?;
        let extents = next(2)?;
        let mut found = Vec::new();
        for _ in 0..extents.min(MOST_ITEMS) {
            let _index = next(index_size)?;
            let (offset, length) = (next(offset_size)?, next(length_size)?);
            let from = base.checked_add(offset).ok_or(Refusal::Damaged)?;
            let (from, end) = match (method, &data) {
                (0, _) => (from, bytes.len()),
                (1, Some(data)) => (data.start + from, data.end),
                _ => (usize::MAX, 0),
            };
            let to = if length == 0 { end } else { from.saturating_add(length) };
            if from > to || to > end {
                return Err(Refusal::Metadata);
            }
            found.push(from..to);
        }
        if u32::try_from(id) == Ok(wanted) {
            return Ok(found);
        }
    }
    Err(Refusal::Metadata)
}
