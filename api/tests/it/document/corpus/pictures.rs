//! Pictures.

use super::{Expected, Specimen, holds, kept, refused, specimen};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, RgbImage};

fn drawn(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([u8::try_from(x % 256).unwrap_or(0), u8::try_from(y % 256).unwrap_or(0), 90])
    }))
}

fn plain_jpeg() -> Vec<u8> {
    let mut out = Vec::new();
    drawn(32, 16).write_with_encoder(JpegEncoder::new(&mut out)).expect("a picture");
    out
}

fn png() -> Vec<u8> {
    let mut out = Vec::new();
    drawn(32, 16).write_with_encoder(PngEncoder::new(&mut out)).expect("a picture");
    out
}

const PLACE: &[u8] = b"GPS 51.2787 N 0.5217 E Maidstone";

/// A photograph that was held upright, and tells where it was taken: 32 × 16 points that are to be turned.
pub fn photograph() -> Vec<u8> {
    let picture = plain_jpeg();
    // One directory with the orientation (0x0112 = 6) and a pointer to a place (0x8825), then words.
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend_from_slice(&[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend_from_slice(&[0, 0, 0, 0]);
    exif.extend_from_slice(PLACE);
    let mut out = picture[..2].to_vec();
    for (marker, content) in [(0xE1, &exif[..]), (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>"), (0xFE, b"a secret comment")]
    {
        out.extend_from_slice(&[0xFF, marker]);
        out.extend_from_slice(&u16::try_from(content.len() + 2).expect("short").to_be_bytes());
        out.extend_from_slice(content);
    }
    out.extend_from_slice(&picture[2..]);
    out
}

fn clean_photograph(kept: &[u8]) -> bool {
    let turned = image::load_from_memory(kept).is_ok_and(|picture| (picture.width(), picture.height()) == (16, 32));
    turned && [&b"GPS"[..], b"Exif", b"secret", b"xmpmeta"].iter().all(|word| !holds(kept, word))
}

fn without_page(kept: &[u8]) -> bool {
    !holds(kept, b"<script") && image::load_from_memory(kept).is_ok()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).expect("short").to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(content);
    let mut crc = flate2::Crc::new();
    crc.update(&out[4..]);
    out.extend_from_slice(&crc.sum().to_be_bytes());
    out
}

/// A PNG with more chunks behind its head.
fn with_chunks(chunks: &[Vec<u8>]) -> Vec<u8> {
    let png = png();
    let mut out = png[..33].to_vec();
    chunks.iter().for_each(|chunk| out.extend_from_slice(chunk));
    out.extend_from_slice(&png[33..]);
    out
}

fn head(width: u32, height: u32) -> Vec<u8> {
    let mut content = [width.to_be_bytes(), height.to_be_bytes()].concat();
    content.extend_from_slice(&[8, 6, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    out.extend_from_slice(&chunk(b"IHDR", &content));
    out.extend_from_slice(&chunk(b"IDAT", &[0x78, 0xDA, 0x03, 0, 0, 0, 0, 1]));
    out.extend_from_slice(&chunk(b"IEND", b""));
    out
}

/// A JPEG that says it is larger than it is.
fn swollen() -> Vec<u8> {
    let mut out = plain_jpeg();
    let at = out.windows(2).position(|two| two == [0xFF, 0xC0]).expect("a frame");
    out[at + 5..at + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    out
}

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len() + 8).expect("short").to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(content);
    out
}

/// The boxes of a HEIC picture with a place in it, of a size, with other boxes behind.
fn heic(width: u32, height: u32, behind: &[u8]) -> Vec<u8> {
    let start = boxed(b"ftyp", b"heic\0\0\0\0mif1heic");
    let size = boxed(b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat());
    let properties = boxed(b"iprp", &boxed(b"ipco", &size));
    let item = |id: u8, kind: &[u8; 4]| boxed(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, b"\0"].concat());
    let items = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 2][..], &item(1, b"hvc1"), &item(2, b"Exif")].concat());
    let meta = |offset: usize| {
        let place = |id: u8, at: usize, length: usize| {
            let number = |n: usize| u32::try_from(n).expect("short").to_be_bytes();
            [&[0, id, 0, 0, 0, 1][..], &number(at), &number(length)].concat()
        };
        let table = [&[0, 0, 0, 0, 0x44, 0, 0, 2][..], &place(1, offset, 4), &place(2, offset + 4, PLACE.len())].concat();
        boxed(b"meta", &[&[0; 4][..], &boxed(b"hdlr", &[0; 24]), &properties, &items, &boxed(b"iloc", &table)].concat())
    };
    let data = start.len() + meta(0).len() + 8;
    [start, meta(data), boxed(b"mdat", &[b"data", PLACE].concat()), behind.to_vec()].concat()
}

/// Zeros where the words are, as a telephone leaves them that was told not to keep the place.
fn without(mut bytes: Vec<u8>, words: &[u8]) -> Vec<u8> {
    let at = bytes.windows(words.len()).position(|window| window == words).expect("the words");
    bytes[at..at + words.len()].fill(0);
    bytes
}

fn without_place(kept: &[u8]) -> bool {
    !holds(kept, b"GPS") && holds(kept, b"data\0\0\0\0")
}

pub fn specimens() -> Vec<Specimen> {
    let mut page_behind = plain_jpeg();
    page_behind.extend_from_slice(b"<html><script>alert(1)</script></html>");
    let mut archive_behind = plain_jpeg();
    archive_behind.extend_from_slice(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let mut broken = png();
    broken[29] ^= 0xFF;
    let moving = with_chunks(&[chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])]);
    vec![
        specimen("a photograph", "photo.jpeg", plain_jpeg(), Expected::Cleaned(|kept| image::load_from_memory(kept).is_ok())),
        kept("a drawing", "drawing.png", png()),
        kept("a HEIC picture without a place", "photo.heic", without(heic(4000, 3000, &[]), PLACE)),
        specimen("a photograph that tells where it was taken", "photo.jpg", photograph(), Expected::Cleaned(clean_photograph)),
        specimen("a page for a browser behind a photograph", "photo.jpg", page_behind, Expected::Cleaned(without_page)),
        specimen("an archive behind a photograph", "photo.jpg", archive_behind, Expected::Cleaned(|kept| !holds(kept, b"PK\x05\x06"))),
        specimen(
            "words and a place in a drawing",
            "d.png",
            with_chunks(&[chunk(b"tEXt", b"Comment\0a secret <script>"), chunk(b"eXIf", PLACE)]),
            Expected::Cleaned(|kept| without_page(kept) && !holds(kept, b"secret") && !holds(kept, b"GPS")),
        ),
        specimen("a drawing that moves", "d.png", moving, Expected::Cleaned(|kept| !holds(kept, b"acTL") && without_page(kept))),
        specimen("a HEIC picture that tells where it was taken", "photo.heic", heic(4000, 3000, &[]), Expected::Cleaned(without_place)),
        refused("a HEIC picture of too many points", "photo.heic", heic(60_000, 60_000, &[]), "too_many_pixels"),
        refused("a film under the name of a picture", "photo.heic", heic(100, 100, &boxed(b"moov", b"")), "picture_metadata"),
        refused("something behind a HEIC picture", "photo.heic", heic(100, 100, b"<html>"), "damaged"),
        refused("a drawing of fifty thousand by fifty thousand points", "d.png", head(50_000, 50_000), "too_many_pixels"),
        refused("a drawing of no points", "d.png", head(0, 10), "damaged"),
        refused("a photograph that says it is enormous", "photo.jpg", swollen(), "too_many_pixels"),
        refused("a drawing with a wrong sum", "d.png", broken, "damaged"),
        refused("a drawing cut short", "d.png", &png()[..60], "damaged"),
        refused(
            "a page for a browser under the name of a photograph",
            "photo.jpg",
            &b"<html><script>alert(1)</script></html>"[..],
            "content_mismatch",
        ),
        refused("a GIF", "a.gif", &b"GIF89a\x01\0\x01\0\0\0\0;"[..], "kind_not_allowed"),
        refused("a GIF under the name of a PNG", "a.png", &b"GIF89a\x01\0\x01\0\0\0\0;"[..], "content_mismatch"),
        refused("a TIFF under the name of a JPEG", "a.jpg", &b"II*\0\x08\0\0\0"[..], "content_mismatch"),
    ]
}
