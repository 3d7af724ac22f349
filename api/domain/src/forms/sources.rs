//! The definition files that are built into this program.

use super::registry::Source;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../forms/", $name)))),+]
    };
}

/// Every version of every form.
pub(super) const FORMS: &[Source<'static>] = files![
    "notification.v1.json",
    "reporting.v1.json",
    "supplementary/asthma-anaphylaxis.v1.json",
    "supplementary/cardiac.v1.json",
    "supplementary/care-pathway.v1.json",
    "supplementary/genetic-congenital.v1.json",
    "supplementary/delivery-neonatal.v1.json",
    "supplementary/drowning.v1.json",
    "supplementary/sudden-unexpected-death.v1.json",
    "supplementary/suicide-self-harm.v1.json",
    "supplementary/vehicle-collision.v1.json",
    "supplementary/fire-burns.v1.json",
    "supplementary/poisoning.v1.json",
    "supplementary/substance-misuse.v1.json",
    "supplementary/violence-maltreatment.v1.json",
    "supplementary/other-injury.v1.json",
    "supplementary/infection.v1.json",
    "supplementary/diabetic-ketoacidosis.v1.json",
    "supplementary/epilepsy.v1.json",
    "supplementary/oncology.v1.json",
    "supplementary/life-limiting.v1.json",
];

/// The agencies that forms suggest.
pub(super) const SUGGESTIONS: &[Source<'static>] = files!["agency-suggestions.json"];

/// What proposes a supplementary form.
pub(super) const TRIGGERS: Source<'static> = ("triggers.json", include_str!("../../forms/triggers.json"));

/// The code lists.
pub(super) const LISTS: &[Source<'static>] = files![
    "lists/agency.json",
    "lists/category_of_death.json",
    "lists/ethnicity.json",
    "lists/event_type.json",
    "lists/jar_criteria.json",
    "lists/llc_category.json",
    "lists/mode_of_death.json",
    "lists/other_review.json",
    "lists/place.json",
    "lists/pmrt_grade.json",
    "lists/relationship.json",
    "lists/religion.json",
    "lists/sex.json",
    "lists/sleep_position.json",
    "lists/supervision.json",
];
