//! JPEG and PNG pictures: measured before they are drawn, and drawn anew, so that nothing but the picture is left.

use super::{Budget, Refusal};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, Limits};
use std::io::Cursor;

/// Memory one picture may take while it is drawn.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Quality at which a JPEG is drawn anew: no difference that an eye sees.
const QUALITY: u8 = 92;
/// The largest colour profile that is kept.
const LARGEST_PROFILE: usize = 64 * 1024;

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn refused(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPoints,
        _ => Refusal::Damaged,
    }
}

/// A picture and its colour profile, turned as it was held.
fn drawn(mut decoder: impl ImageDecoder, budget: &mut Budget) -> Result<(DynamicImage, Option<Vec<u8>>), Refusal> {
    let (width, height) = decoder.dimensions();
    budget.draw(width, height)?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(Refusal::TooManyPoints);
    }
    decoder.set_limits(limits()).map_err(refused)?;
    let turn = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(turn);
    Ok((picture, profile))
}

/// A colour profile that fits the picture. The colours of a clinical photograph matter, so it is the one thing that stays.
fn fitting(profile: Option<Vec<u8>>, grey: bool) -> Option<Vec<u8>> {
    let space: &[u8] = if grey { b"GRAY" } else { b"RGB " };
    profile.filter(|p| p.len() <= LARGEST_PROFILE && p.get(36..40) == Some(b"acsp") && p.get(16..20) == Some(space))
}

/// A JPEG drawn anew: without place, camera, comments, thumbnails and whatever came after its end.
pub fn jpeg(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
    let (picture, profile) = drawn(JpegDecoder::new(Cursor::new(bytes)).map_err(refused)?, budget)?;
    let grey = matches!(picture, DynamicImage::ImageLuma8(_));
    let picture = if grey { picture } else { DynamicImage::ImageRgb8(picture.into_rgb8()) };
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    if let Some(profile) = fitting(profile, grey) {
        encoder.set_icc_profile(profile).map_err(|_| Refusal::Damaged)?;
    }
    picture.write_with_encoder(encoder).map_err(refused)?;
    Ok(out)
}

/// A PNG drawn anew; of one that moves, the picture a reader that knows no movement shows.
pub fn png(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, Refusal> {
    let (picture, profile) = drawn(PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(refused)?, budget)?;
    let grey = !picture.color().has_color();
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    if let Some(profile) = fitting(profile, grey) {
        encoder.set_icc_profile(profile).map_err(|_| Refusal::Damaged)?;
    }
    picture.write_with_encoder(encoder).map_err(refused)?;
    Ok(out)
}
