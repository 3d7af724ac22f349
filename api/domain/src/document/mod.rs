//! Rules about documents kept on a case: what may be kept, how it is classed and named.

pub mod classification;
pub mod file_name;
pub mod kind;
pub mod scan;

/// The largest file, in bytes (security handbook 1.8).
pub const LARGEST_FILE: usize = 25 * 1024 * 1024;
/// What the files of one case may come to, in bytes; withdrawn ones count too, since nothing is deleted.
pub const MOST_FOR_A_CASE: u64 = 1024 * 1024 * 1024;
/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;

/// The title a document has when nobody gave one: the name of its file without the ending.
pub fn title_from(file_name: &str) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    stem.replace('_', " ").trim().chars().take(LONGEST_TITLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_without_a_title_is_called_as_its_file() {
        assert_eq!(title_from("Post-mortem_report.v2.pdf"), "Post-mortem report.v2");
        assert_eq!(title_from("notes"), "notes");
    }
}
