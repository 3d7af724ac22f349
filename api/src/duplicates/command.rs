//! `opencdr evaluate-duplicates`: how well records of one child are found, in figures.

use super::command_timing::{self as timing, Timed};
use super::family::{Country, Kind};
use super::febrl::{self, Found};
use super::measure::{Reached, each_pair_shown};
use crate::platform::config;
use anyhow::Result;
use clap::builder::RangedU64ValueParser;
use opencdr_domain::notification::duplicate::Band;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct EvaluateOptions {
    /// Where chance begins; the same seed gives the same families and the same slips
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many invented children are told of twice; about as many more are told of once
    #[arg(long, default_value_t = 3_000, value_parser = RangedU64ValueParser::<usize>::new().range(10..=200_000))]
    pub pairs: usize,
    /// Also measure the FEBRL data sets in this folder, written by api/scripts/febrl.py
    #[arg(long)]
    pub febrl: Option<PathBuf>,
    /// Also time this many notifications against every case of the database (DATABASE_OWNER_URL), each as one that arrives
    #[arg(long, value_name = "NOTIFICATIONS", value_parser = RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    pub timed: Option<usize>,
    /// Print the figures alone, as JSON
    #[arg(long)]
    pub json: bool,
}

/// What was found among invented families.
///
/// A pair counts as right when both records are of one child, and as wrong when they are of two, however alike: a twin
/// shown as possible counts against precision even where nobody could know better.
pub struct Ours {
    /// Records compared with each other.
    pub records: usize,
    /// Pairs that the search found worth comparing.
    pub compared: usize,
    /// True pairs.
    pub truth: usize,
    /// Pairs possible or better.
    pub shown: Reached,
    /// Pairs very likely.
    pub very_likely: Reached,
    /// Of each kind of pair: all of them, those possible, those very likely.
    kinds: BTreeMap<Kind, [usize; 3]>,
}

impl Ours {
    /// Pairs of twins or triplets that were very likely: never any.
    pub fn twins_very_likely(&self) -> usize {
        self.kinds.get(&Kind::Twins).map_or(0, |counts| counts[2])
    }

    /// Pairs of twins or triplets.
    pub fn twins(&self) -> usize {
        self.kinds.get(&Kind::Twins).map_or(0, |counts| counts[0])
    }
}

/// Invents families and measures them.
pub fn ours(seed: u64, pairs: usize) -> Ours {
    measure(&Country::of(seed, pairs))
}

/// The same, of families who all lost twins or triplets.
pub fn multiples(seed: u64, pairs: usize) -> Ours {
    measure(&Country::of_multiples(seed, pairs))
}

fn measure(country: &Country) -> Ours {
    let mut kinds: BTreeMap<Kind, [usize; 3]> = country.pairs().into_iter().map(|(kind, all)| (kind, [all, 0, 0])).collect();
    let (mut shown, mut very_likely) = (Reached::default(), Reached::default());
    let compared = each_pair_shown(country.records.iter().map(|record| &record.facts), |one, other, band| {
        let kind = country.kind(one, other);
        shown.count(kind == Kind::SameChild);
        let very = band == Band::VeryLikely;
        if very {
            very_likely.count(kind == Kind::SameChild);
        }
        kinds.entry(kind).or_default()[if very { 2 } else { 1 }] += 1;
    });
    let truth = kinds.get(&Kind::SameChild).map_or(0, |counts| counts[0]);
    Ours { records: country.records.len(), compared, truth, shown, very_likely, kinds }
}

/// Measures, and says what was found.
///
/// # Errors
/// When a FEBRL file is missing or cannot be read.
pub fn run(options: &EvaluateOptions) -> Result<String> {
    let all = [ours(options.seed, options.pairs), multiples(options.seed, options.pairs / 3)];
    let febrl = options.febrl.as_deref().map(febrl::measure).transpose()?;
    let timed = options.timed.map(|notifications| timing::measure(&config::owner_url()?, notifications, options.seed)).transpose()?;
    if options.json { Ok(json(&all, febrl.as_deref(), timed.as_ref())) } else { words(options, &all, febrl.as_deref(), timed.as_ref()) }
}

fn json([ours, multiples]: &[Ours; 2], febrl: Option<&[Found]>, timed: Option<&Timed>) -> String {
    let mut figures = serde_json::json!({
        "duplicate_precision": ours.shown.precision(),
        "duplicate_recall": ours.shown.recall(ours.truth),
        "duplicate_very_likely_precision": ours.very_likely.precision(),
        "duplicate_very_likely_recall": ours.very_likely.recall(ours.truth),
        "twins_very_likely": ours.twins_very_likely() + multiples.twins_very_likely(),
        "twins_compared": ours.twins() + multiples.twins(),
    });
    if let Some(sets) = febrl {
        let (shown, truth) = together(sets);
        figures["febrl_precision"] = shown.precision().into();
        figures["febrl_recall"] = shown.recall(truth).into();
    }
    if let Some(timed) = timed {
        figures["score_cases"] = timed.cases.into();
        figures["score_median_ms"] = timed.median_ms.into();
        figures["score_p95_ms"] = timed.p95_ms.into();
        figures["score_found"] = timed.found.into();
    }
    format!("{figures:#}")
}

/// The counts of every set, and their true pairs.
fn together(sets: &[Found]) -> (Reached, usize) {
    sets.iter().fold((Reached::default(), 0), |(shown, truth), set| (shown.and(set.shown), truth + set.truth))
}

fn words(options: &EvaluateOptions, [ours, multiples]: &[Ours; 2], febrl: Option<&[Found]>, timed: Option<&Timed>) -> Result<String> {
    let mut text = format!("Invented families, seed {}\n", options.seed);
    described(&mut text, ours)?;
    write!(text, "\nFamilies who all lost twins or triplets, seed {}\n", options.seed)?;
    described(&mut text, multiples)?;
    let (very_likely, twins) = (ours.twins_very_likely() + multiples.twins_very_likely(), ours.twins() + multiples.twins());
    writeln!(text, "\nPairs of twins or triplets that were very likely: {very_likely} of {twins}")?;
    for set in febrl.unwrap_or_default() {
        writeln!(text, "\nFEBRL {}: {} records, {} true pairs", set.set, set.records, set.truth)?;
        line(&mut text, "possible or better", set.shown, set.truth)?;
        line(&mut text, "very likely", set.very_likely, set.truth)?;
    }
    if let Some(sets) = febrl {
        let (shown, truth) = together(sets);
        writeln!(text, "\nFEBRL, all together")?;
        line(&mut text, "possible or better", shown, truth)?;
    }
    if let Some(timed) = timed {
        let Timed { cases, notifications, median_ms, p95_ms, found } = timed;
        write!(
            text,
            "\n{notifications} notifications against {cases} cases: median {median_ms:.1} ms, 95 of 100 within {p95_ms:.1} ms; {found} found the case they are about"
        )?;
    }
    Ok(text.trim_end().to_owned())
}

fn described(text: &mut String, found: &Ours) -> std::fmt::Result {
    let pairs = found.records * found.records.saturating_sub(1) / 2;
    writeln!(text, "{} records, {} pairs of one child; the search compared {} of {pairs} pairs\n", found.records, found.truth, found.compared)?;
    writeln!(text, "  {:<22}{:>10}{:>10}", "", "precision", "recall")?;
    line(text, "possible or better", found.shown, found.truth)?;
    line(text, "very likely", found.very_likely, found.truth)?;
    writeln!(text, "\n  {:<34}{:>12}{:>10}{:>13}", "pairs of", "all", "possible", "very likely")?;
    for (kind, [all, possible, very_likely]) in &found.kinds {
        writeln!(text, "  {:<34}{all:>12}{possible:>10}{very_likely:>13}", kind.words())?;
    }
    Ok(())
}

fn line(text: &mut String, name: &str, reached: Reached, truth: usize) -> std::fmt::Result {
    writeln!(text, "  {name:<22}{:>10.4}{:>10.4}", reached.precision(), reached.recall(truth))
}
