//! Chance that repeats: a small generator (SplitMix64, public domain, S. Vigna) whose numbers are the same on every machine
//! and with every version of every library. Nothing secret may come from it.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// The odd constant SplitMix64 steps by.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A stream of chance.
#[derive(Clone)]
pub struct Rng(u64);

impl Rng {
    /// The stream with this number for this seed. Streams do not depend on each other, so cases can be made in any order.
    pub fn of(seed: u64, kind: u64, number: u64) -> Self {
        Self(mix(mix(mix(seed ^ STEP).wrapping_add(kind)).wrapping_add(number)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A fraction from 0 up to, but not, 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// A whole number from one bound to the other, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = u128::from(most.abs_diff(least)) + 1;
        least + i64::try_from((u128::from(self.bits()) * span) >> 64).unwrap_or(0)
    }

    /// One of these.
    ///
    /// # Panics
    /// When there is none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.place(from.len())]
    }

    /// A place in a list of this length.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from((u128::from(self.bits()) * length as u128) >> 64).unwrap_or(0)
    }

    /// One of these by its share; the shares need not add up to anything.
    pub fn by_share<T: Copy>(&mut self, from: &[(T, f64)]) -> T {
        let total: f64 = from.iter().map(|(_, share)| share).sum();
        let mut rest = self.fraction() * total;
        for (value, share) in from {
            rest -= share;
            if rest < 0.0 {
                return *value;
            }
        }
        from[from.len() - 1].0
    }

    /// A number with mean 0 and standard deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let (a, b) = (1.0 - self.fraction(), self.fraction());
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// An identifier ordered by time (version 7), like those the system itself gives.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.bits().to_be_bytes());
        random[8..].copy_from_slice(&self.bits().to_be_bytes()[..2]);
        Builder::from_unix_timestamp_millis(u64::try_from(at.timestamp_millis()).unwrap_or(0), &random).into_uuid()
    }

    /// Thirty-two bytes.
    pub fn bytes32(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for part in bytes.chunks_exact_mut(8) {
            part.copy_from_slice(&self.bits().to_be_bytes());
        }
        bytes
    }
}

fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// Forty bits that look like chance and differ for different numbers below 2⁴⁰: each step can be undone.
pub fn forty_bits(seed: u64, number: u64) -> [u8; 5] {
    const MASK: u64 = (1 << 40) - 1;
    let mut bits = (number ^ mix(seed)) & MASK;
    for _ in 0..3 {
        bits = bits.wrapping_mul(STEP) & MASK;
        bits ^= bits >> 21;
    }
    let all = bits.to_be_bytes();
    [all[3], all[4], all[5], all[6], all[7]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_stream_repeats_and_differs_from_its_neighbours() {
        let first = |number| Rng::of(1, 2, number).bits();
        assert_eq!(first(3), first(3));
        assert_eq!((0..10_000).map(first).collect::<HashSet<_>>().len(), 10_000);
    }

    #[test]
    fn whole_numbers_reach_both_bounds_and_shares_are_kept() {
        let mut rng = Rng::of(1, 0, 0);
        let seen: HashSet<i64> = (0..1000).map(|_| rng.between(-2, 3)).collect();
        assert_eq!(seen, (-2..=3).collect());
        let common = (0..10_000).filter(|_| rng.by_share(&[('a', 3.0), ('b', 1.0)]) == 'a').count();
        assert!((7300..7700).contains(&common), "{common}");
    }

    #[test]
    fn forty_bits_differ_for_different_numbers() {
        let seen: HashSet<[u8; 5]> = (0..300_000).map(|number| forty_bits(7, number)).collect();
        assert_eq!(seen.len(), 300_000);
    }
}
