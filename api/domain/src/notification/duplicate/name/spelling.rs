//! Names that are written in several ways, and short forms: the table `spellings.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("spellings.txt")));

/// Which groups each name is in. A group is known by its first name.
struct Table(HashMap<&'static str, Vec<&'static str>>);

impl Table {
    fn read(text: &'static str) -> Self {
        let mut groups: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let heading = line.split(' ').next().unwrap_or(line);
            for name in line.split(' ') {
                let of = groups.entry(name).or_default();
                if !of.contains(&heading) {
                    of.push(heading);
                }
            }
        }
        Table(groups)
    }
}

/// The first name of each group a folded word is in; nothing for a word the table does not know.
pub(in super::super) fn headings(word: &str) -> &'static [&'static str] {
    TABLE.0.get(word).map_or(&[], Vec::as_slice)
}

/// Whether the table knows two words as one name.
pub(super) fn are_one_name(a: &str, b: &str) -> bool {
    headings(a).iter().any(|heading| headings(b).contains(heading))
}

/// Whether the table knows both words, as different names: however alike they look (Hassan and Hussain, Ella and Bella
/// of one family), that is no slip of the pen.
pub(super) fn are_different_names(a: &str, b: &str) -> bool {
    a != b && !headings(a).is_empty() && !headings(b).is_empty() && !are_one_name(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::fold::folded;

    #[test]
    fn the_table_holds_well_over_a_hundred_and_fifty_groups_of_folded_names() {
        let lines: Vec<&str> = include_str!("spellings.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert!(lines.len() >= 400, "{}", lines.len());
        for line in lines {
            assert_eq!(folded(line).as_deref(), Some(line));
            let mut names: Vec<&str> = line.split(' ').collect();
            assert!(names.len() >= 2, "{line}");
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), line.split(' ').count(), "{line} says a name twice");
        }
    }

    #[test]
    fn spellings_and_short_forms_are_one_name() {
        for (one, other) in [
            ("mohammed", "muhammad"),
            ("mohamed", "md"),
            ("catherine", "kate"),
            ("alexander", "alex"),
            ("steven", "stephen"),
            ("siobhan", "shavonne"),
            ("tomasz", "thomas"),
            ("chukwuemeka", "emeka"),
            ("yusuf", "youssef"),
            ("wong", "huang"),
            ("william", "bill"),
            ("dafydd", "dai"),
        ] {
            assert!(are_one_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn names_of_two_groups_are_different_names_even_when_they_look_alike() {
        assert!(are_different_names("hassan", "hussain"));
        assert!(are_different_names("jayden", "hayden"));
        assert!(!are_different_names("hassan", "hassan"));
        assert!(!are_different_names("kate", "catherine"));
        assert!(!are_different_names("hassan", "hasssan"));
    }
}
