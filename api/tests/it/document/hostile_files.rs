//! Every file of the corpus is handled as stated: refused by its rule, cleaned, renamed, or let through.

use super::corpus::{Expected, Specimen, specimens};
use crate::support::figures;
use opencdr::document::checking::check;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// What is wrong with how a file was handled, if anything is.
fn mishandled(specimen: &Specimen) -> Option<String> {
    let outcome = check(&specimen.name, specimen.bytes.clone());
    let right = match (&specimen.expected, &outcome) {
        (Expected::Refused(rule), Err(refusal)) => refusal.code() == *rule,
        (Expected::Kept, Ok(checked)) => !checked.changed && checked.bytes == specimen.bytes,
        (Expected::Cleaned(clean), Ok(checked)) => checked.changed && clean(&checked.bytes),
        // An empty name stands for any that is safe.
        (Expected::Renamed(name), Ok(checked)) => {
            (name.is_empty() || checked.name == *name) && checked.name != specimen.name && checked.name.chars().count() <= 160
        }
        (Expected::Refused(_), Ok(_)) | (Expected::Kept | Expected::Cleaned(_) | Expected::Renamed(_), Err(_)) => false,
    };
    let told = outcome.map(|checked| format!("kept as {}, changed: {}", checked.name, checked.changed)).map_err(|refusal| refusal.code());
    (!right).then(|| format!("{} ({}): wanted {:?}, got {told:?}", specimen.what, specimen.name.escape_debug(), specimen.expected))
}

#[test]
fn every_file_of_the_hostile_corpus_is_handled_as_stated() {
    let all = specimens();
    let mut wrong = Vec::new();
    for specimen in all {
        let began = Instant::now();
        wrong.extend(mishandled(specimen));
        let took = began.elapsed();
        assert!(took < Duration::from_secs(60), "{}: {took:?}", specimen.what);
    }
    let hostile = all.iter().filter(|specimen| specimen.is_hostile()).count();
    let told = json!({ "hostile_files": hostile, "hostile_files_mishandled": wrong.len(), "harmless_files": all.len() - hostile });
    figures::note("documents", &told);
    println!("{told}");
    assert!(wrong.is_empty(), "{} of {} files were handled in another way:\n{}", wrong.len(), all.len(), wrong.join("\n"));
    assert!(hostile >= 40, "{hostile}");
}

#[test]
fn every_rule_has_a_file_that_breaks_it_and_words_with_a_remedy() {
    let broken: BTreeSet<&str> =
        specimens().iter().filter_map(|s| if let Expected::Refused(rule) = s.expected { Some(rule) } else { None }).collect();
    for specimen in specimens() {
        if let Err(refusal) = check(&specimen.name, specimen.bytes.clone()) {
            assert!(broken.contains(refusal.code()));
            assert!(refusal.words().split(". ").count() >= 2, "{}: says the rule and the remedy", refusal.code());
        }
    }
    assert!(broken.len() >= 20, "{broken:?}");
}

#[test]
fn no_cut_or_bent_file_makes_the_checks_panic() {
    for specimen in specimens().iter().filter(|specimen| specimen.bytes.len() < 20_000) {
        for cut in (0..specimen.bytes.len()).step_by(1 + specimen.bytes.len() / 40) {
            let _ = check(&specimen.name, specimen.bytes[..cut].to_vec());
            let mut bent = specimen.bytes.clone();
            bent[cut] ^= 0x55;
            let _ = check(&specimen.name, bent);
        }
    }
}
