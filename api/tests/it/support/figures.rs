//! Figures that tests measure, for the Makefile's targets: written only when FIGURES_DIR names a folder.

use serde_json::Value;

/// Notes the figures of one test.
pub fn note(name: &str, figures: &Value) {
    if let Some(folder) = std::env::var_os("FIGURES_DIR") {
        let path = std::path::Path::new(&folder).join(format!("{name}.json"));
        std::fs::write(&path, figures.to_string()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
}
