//! Saving one answer while colleagues save others: what is taken, and what two people have written differently.

use super::entry::Entry;
use serde_json::Value;

/// What becomes of a value somebody wants to save.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It is taken, and this is its revision.
    Taken {
        /// The revision of the entry from now on.
        revision: i64,
    },
    /// It says what is there already: nothing is written.
    Unchanged {
        /// The revision of the entry as it is; 0 when nothing was ever saved.
        revision: i64,
    },
    /// A colleague has changed the same answer meanwhile. Nothing is written until a person has chosen.
    Conflict {
        /// What is there; null when it was cleared or the row taken out.
        theirs: Value,
        /// What was to be saved.
        yours: Value,
        /// The revision of what is there, on which a choice builds.
        revision: i64,
    },
}

/// Decides about a value that was written over `base`, the revision the person had seen: 0 when they had seen none.
///
/// Different answers never stand in each other’s way, since each has revisions of its own. The same value twice is no
/// conflict: the second request of a client that did not hear the first answer says the same again.
pub fn save(current: Option<&Entry>, base: i64, new: &Value) -> Saved {
    let (revision, there) = current.map_or((0, &Value::Null), |entry| (entry.revision, &entry.value));
    if there == new {
        return Saved::Unchanged { revision };
    }
    if base == revision {
        return Saved::Taken { revision: revision + 1 };
    }
    Saved::Conflict { theirs: there.clone(), yours: new.clone(), revision }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{Key, assemble};
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    /// What a request has saved, as a store keeps it.
    #[derive(Default)]
    struct Store {
        entries: BTreeMap<Key, Entry>,
        clock: i64,
    }

    impl Store {
        fn save(&mut self, key: &Key, base: i64, value: Value) -> Saved {
            self.clock += 1;
            let current = self.entries.get(key);
            let saved = save(current, base, &value);
            if let Saved::Taken { revision } = saved {
                let first_saved = current.map_or(self.clock, |entry| entry.first_saved);
                self.entries.insert(key.clone(), Entry { key: key.clone(), revision, value, first_saved });
            }
            saved
        }
    }

    #[test]
    fn an_answer_is_taken_over_the_revision_that_was_seen() {
        let mut store = Store::default();
        let key = Key::of("sex");
        assert_eq!(store.save(&key, 0, json!("F")), Saved::Taken { revision: 1 });
        assert_eq!(store.save(&key, 1, json!("M")), Saved::Taken { revision: 2 });
        assert_eq!(store.save(&key, 2, json!("M")), Saved::Unchanged { revision: 2 });
    }

    #[test]
    fn the_same_answer_changed_by_two_people_is_shown_to_both_and_written_once() {
        let mut store = Store::default();
        let key = Key::of("note");
        store.save(&key, 0, json!("ours"));
        let conflict = Saved::Conflict { theirs: json!("ours"), yours: json!("mine"), revision: 1 };
        assert_eq!(store.save(&key, 0, json!("mine")), conflict);
        assert_eq!(store.save(&key, 7, json!("mine")), conflict, "a revision nobody has seen is none to build on");
        assert_eq!(store.save(&key, 0, json!("ours")), Saved::Unchanged { revision: 1 });
        assert_eq!(store.save(&key, 1, json!("ours and mine")), Saved::Taken { revision: 2 });
    }

    #[test]
    fn a_row_that_a_colleague_took_out_is_not_brought_back_unseen() {
        let mut store = Store::default();
        let row = Key::of_row("siblings", "a");
        store.save(&row, 0, json!({"name": "Al"}));
        assert_eq!(store.save(&row, 1, Value::Null), Saved::Taken { revision: 2 });
        assert!(matches!(store.save(&row, 1, json!({"name": "Alan"})), Saved::Conflict { theirs: Value::Null, .. }));
        assert_eq!(Saved::Unchanged { revision: 0 }, save(None, 0, &Value::Null));
    }

    /// Numbers that look random and are the same in every run.
    struct Shuffled(u64);

    impl Shuffled {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % end
        }
    }

    /// Somebody who writes: what they saw last of the shared text, and what is left to do.
    struct Writer {
        seen: i64,
        text: String,
        steps: Vec<usize>,
    }

    /// Fifty colleagues each answer a question, add and take out rows, and add a word to one shared text.
    fn interleaved(seed: u64) -> Store {
        let mut store = Store::default();
        let mut chance = Shuffled(seed);
        let mut writers: Vec<Writer> = (0..50).map(|_| Writer { seen: 0, text: String::new(), steps: vec![4, 3, 2, 1, 0] }).collect();
        let shared = Key::of("shared");
        while writers.iter().any(|writer| !writer.steps.is_empty()) {
            let who = chance.below(writers.len());
            let Some(step) = writers[who].steps.last().copied() else { continue };
            let taken = match step {
                0 => store.save(&Key::of(format!("q{who}")), 0, json!(who)),
                1 => store.save(&Key::of_row("rows", &format!("keep{who:02}")), 0, json!({"by": who})),
                2 => store.save(&Key::of_row("rows", &format!("drop{who:02}")), 0, json!({"by": who})),
                3 => store.save(&Key::of_row("rows", &format!("drop{who:02}")), 1, Value::Null),
                _ => {
                    let text = format!("{} w{who:02}", writers[who].text);
                    store.save(&shared, writers[who].seen, json!(text))
                }
            };
            match taken {
                Saved::Taken { .. } | Saved::Unchanged { .. } => {
                    writers[who].steps.pop();
                }
                Saved::Conflict { theirs, revision, .. } => {
                    writers[who].seen = revision;
                    writers[who].text = theirs.as_str().unwrap_or_default().to_owned();
                }
            }
        }
        store
    }

    #[test]
    fn fifty_writers_at_once_lose_nothing() {
        for seed in 0..20 {
            let store = interleaved(seed);
            let answers = assemble(store.entries.values());
            let shared = answers["shared"].as_str().unwrap();
            let rows = answers["rows"].as_array().unwrap();
            assert_eq!(rows.len(), 50);
            for who in 0..50 {
                assert_eq!(answers[&format!("q{who}")], json!(who));
                assert_eq!(shared.matches(&format!("w{who:02}")).count(), 1, "seed {seed}");
                assert_eq!(rows.iter().filter(|row| row["by"] == who).count(), 1);
            }
            let first: Vec<i64> = rows.iter().map(|row| store.entries[&Key::of_row("rows", row["row"].as_str().unwrap())].first_saved).collect();
            assert!(first.is_sorted());
        }
    }
}
