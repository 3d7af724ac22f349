//! How much two texts share in groups of three letters, defined as PostgreSQL's pg_trgm defines it, so that a figure
//! worked out here and one worked out in the database are the same.

use std::collections::BTreeSet;

/// Shared groups of three letters as a part of all of them: 0 for nothing in common, 1 for the same words in any order.
///
/// The texts are folded already. Each word counts with two spaces before and one after it, so that beginnings weigh most.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let (ours, theirs) = (trigrams(a), trigrams(b));
    let shared = ours.intersection(&theirs).count();
    let all = ours.len() + theirs.len() - shared;
    if all == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "names have few letters")]
    let part = shared as f64 / all as f64;
    part
}

fn trigrams(text: &str) -> BTreeSet<[char; 3]> {
    text.split_whitespace()
        .flat_map(|word| {
            let padded: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
            padded.windows(3).map(|three| [three[0], three[1], three[2]]).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected figures were computed by PostgreSQL 15 with `SELECT similarity(a, b)`.
    #[test]
    fn it_gives_the_figures_postgresql_gives() {
        let rows = [
            ("okafor", "okafor", 1.0),
            ("okafor", "okafro", 0.4),
            ("word", "two words", 0.363_636),
            ("smith jones", "jones smith", 1.0),
            ("mohammed", "muhammad", 0.2),
            ("al hassan", "hassan", 0.7),
            ("a", "b", 0.0),
        ];
        for (a, b, expected) in rows {
            assert!((similarity(a, b) - expected).abs() < 0.000_01, "{a} {b}: {}", similarity(a, b));
        }
    }

    #[test]
    fn nothing_shares_nothing_with_nothing() {
        assert!(similarity("", "") < f64::EPSILON);
    }
}
