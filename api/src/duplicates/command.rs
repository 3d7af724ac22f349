//! `opencdr evaluate-duplicates`: how well records of one child are found, in figures.

use super::family::{Country, Kind};
use super::febrl::{self, Found};
use super::measure::{Reached, each_pair_shown};
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
    let country = Country::of(seed, pairs);
    let count = country.records.len();
    let mut kinds: BTreeMap<Kind, [usize; 3]> = country.pairs().into_iter().map(|(kind, all)| (kind, [all, 0, 0])).collect();
    let (mut shown, mut very_likely) = (Reached::default(), Reached::default());
    let compared = each_pair_shown(country.records.iter().map(|record| &record.facts), |one, other, band| {
        let kind = country.kind(one, other);
        let one = if kind == Kind::SameChild { Reached { right: 1, wrong: 0 } } else { Reached { right: 0, wrong: 1 } };
        shown = shown.and(one);
        let very = band == Band::VeryLikely;
        if very {
            very_likely = very_likely.and(one);
        }
        kinds.entry(kind).or_default()[if very { 2 } else { 1 }] += 1;
    });
    let truth = kinds.get(&Kind::SameChild).map_or(0, |counts| counts[0]);
    Ours { records: count, compared, truth, shown, very_likely, kinds }
}

/// Measures, and says what was found.
///
/// # Errors
/// When a FEBRL file is missing or cannot be read.
pub fn run(options: &EvaluateOptions) -> Result<String> {
    let ours = ours(options.seed, options.pairs);
    let febrl = options.febrl.as_deref().map(febrl::measure).transpose()?;
    if options.json { Ok(json(&ours, febrl.as_deref())) } else { words(options, &ours, febrl.as_deref()) }
}

fn json(ours: &Ours, febrl: Option<&[Found]>) -> String {
    let mut figures = serde_json::json!({
        "duplicate_precision": ours.shown.precision(),
        "duplicate_recall": ours.shown.recall(ours.truth),
        "duplicate_very_likely_precision": ours.very_likely.precision(),
        "duplicate_very_likely_recall": ours.very_likely.recall(ours.truth),
        "twins_very_likely": ours.twins_very_likely(),
    });
    if let Some(sets) = febrl {
        let (shown, truth) = together(sets);
        figures["febrl_precision"] = shown.precision().into();
        figures["febrl_recall"] = shown.recall(truth).into();
    }
    format!("{figures:#}")
}

/// The counts of every set, and their true pairs.
fn together(sets: &[Found]) -> (Reached, usize) {
    sets.iter().fold((Reached::default(), 0), |(shown, truth), set| (shown.and(set.shown), truth + set.truth))
}

fn words(options: &EvaluateOptions, ours: &Ours, febrl: Option<&[Found]>) -> Result<String> {
    let mut text = String::new();
    let (records, pairs) = (ours.records, ours.records * ours.records.saturating_sub(1) / 2);
    writeln!(text, "Invented families, seed {}: {records} records, {} pairs of one child", options.seed, ours.truth)?;
    writeln!(text, "The search compared {} of {pairs} pairs.\n", ours.compared)?;
    writeln!(text, "  {:<22}{:>10}{:>10}", "", "precision", "recall")?;
    line(&mut text, "possible or better", ours.shown, ours.truth)?;
    line(&mut text, "very likely", ours.very_likely, ours.truth)?;
    writeln!(text, "\n  {:<34}{:>12}{:>10}{:>13}", "pairs of", "all", "possible", "very likely")?;
    for (kind, [all, possible, very_likely]) in &ours.kinds {
        writeln!(text, "  {:<34}{all:>12}{possible:>10}{very_likely:>13}", kind.words())?;
    }
    writeln!(text, "\n  Twins or triplets very likely: {} of {}", ours.twins_very_likely(), ours.twins())?;
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
    Ok(text.trim_end().to_owned())
}

fn line(text: &mut String, name: &str, reached: Reached, truth: usize) -> std::fmt::Result {
    writeln!(text, "  {name:<22}{:>10.4}{:>10.4}", reached.precision(), reached.recall(truth))
}
