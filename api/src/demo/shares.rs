//! The shares the generator keeps to, from the national figures (handbook 7.3, D and E); those that are not published are set so
//! that the published ones come out.

use super::random::Rng;
use opencdr_domain::vocab::age::AgeBand::{self, Days0To27, Days28To364, Years1To4, Years5To9, Years10To14, Years15To17};

/// Age band and category of death together: the sums over ages are the shares of the categories, and the other way round.
pub const AGE_AND_CATEGORY: [((AgeBand, &str), f64); 49] = [
    ((Days28To364, "abuse"), 0.5),
    ((Years1To4, "abuse"), 0.5),
    ((Years5To9, "abuse"), 0.2),
    ((Years10To14, "abuse"), 0.3),
    ((Years15To17, "abuse"), 0.5),
    ((Years10To14, "suicide"), 1.3),
    ((Years15To17, "suicide"), 2.2),
    ((Days28To364, "trauma"), 0.2),
    ((Years1To4, "trauma"), 0.9),
    ((Years5To9, "trauma"), 1.0),
    ((Years10To14, "trauma"), 1.4),
    ((Years15To17, "trauma"), 2.5),
    ((Days28To364, "malignancy"), 0.3),
    ((Years1To4, "malignancy"), 1.6),
    ((Years5To9, "malignancy"), 2.0),
    ((Years10To14, "malignancy"), 2.0),
    ((Years15To17, "malignancy"), 1.6),
    ((Days0To27, "acute"), 0.2),
    ((Days28To364, "acute"), 1.0),
    ((Years1To4, "acute"), 1.7),
    ((Years5To9, "acute"), 1.0),
    ((Years10To14, "acute"), 1.1),
    ((Years15To17, "acute"), 1.0),
    ((Days28To364, "chronic"), 0.7),
    ((Years1To4, "chronic"), 0.9),
    ((Years5To9, "chronic"), 0.9),
    ((Years10To14, "chronic"), 1.1),
    ((Years15To17, "chronic"), 0.9),
    ((Days0To27, "congenital"), 11.0),
    ((Days28To364, "congenital"), 6.7),
    ((Years1To4, "congenital"), 3.1),
    ((Years5To9, "congenital"), 1.5),
    ((Years10To14, "congenital"), 1.4),
    ((Years15To17, "congenital"), 1.3),
    ((Days0To27, "perinatal"), 29.5),
    ((Days28To364, "perinatal"), 2.0),
    ((Years1To4, "perinatal"), 0.4),
    ((Years5To9, "perinatal"), 0.1),
    ((Days0To27, "infection"), 0.5),
    ((Days28To364, "infection"), 2.0),
    ((Years1To4, "infection"), 1.8),
    ((Years5To9, "infection"), 0.7),
    ((Years10To14, "infection"), 0.5),
    ((Years15To17, "infection"), 0.5),
    ((Days0To27, "unexplained"), 0.8),
    ((Days28To364, "unexplained"), 4.7),
    ((Years1To4, "unexplained"), 1.3),
    ((Years5To9, "unexplained"), 0.2),
    ((Years15To17, "unexplained"), 0.5),
];

/// Ethnic categories: White 63.9, Asian 18, Black 9, Mixed 6, other 2, unknown 1.1.
pub const ETHNICITY: [(&str, f64); 21] = [
    ("A", 54.0),
    ("B", 0.7),
    ("T", 0.5),
    ("U", 0.5),
    ("C", 8.2),
    ("H", 3.6),
    ("J", 7.8),
    ("K", 3.0),
    ("R", 0.8),
    ("L", 2.8),
    ("M", 1.5),
    ("N", 6.0),
    ("P", 1.5),
    ("D", 1.8),
    ("E", 1.3),
    ("F", 1.5),
    ("G", 1.4),
    ("W", 0.8),
    ("S", 1.2),
    ("Z", 0.5),
    ("99", 0.6),
];

/// Place of death of a baby under 28 days.
pub fn neonatal_place(category: &str, rng: &mut Rng) -> &'static str {
    match category {
        "perinatal" => rng.by_share(&[("H_NNU", 75.0), ("H_DEL", 24.0), ("HOME", 1.0)]),
        "congenital" => rng.by_share(&[("H_NNU", 68.0), ("H_DEL", 22.0), ("H_PICU", 4.0), ("HOSPICE", 3.0), ("HOME", 3.0)]),
        "unexplained" => rng.by_share(&[("H_ED", 55.0), ("HOME", 45.0)]),
        _ => rng.by_share(&[("H_NNU", 70.0), ("H_PICU", 25.0), ("H_ED", 5.0)]),
    }
}

/// Place of death from 28 days on.
pub fn place(category: &str, rng: &mut Rng) -> &'static str {
    let shares: &[(&'static str, f64)] = match category {
        "perinatal" => &[("H_NNU", 42.0), ("H_PICU", 33.0), ("HOME", 10.0), ("H_WARD", 10.0), ("HOSPICE", 5.0)],
        "congenital" => &[("H_PICU", 42.0), ("HOME", 20.0), ("HOSPICE", 13.0), ("H_WARD", 20.0), ("H_ED", 4.5), ("H_THEATRE", 0.5)],
        "unexplained" => &[("H_ED", 55.0), ("HOME", 39.0), ("PRIV", 5.0), ("FOSTER", 1.0)],
        "infection" => &[("H_PICU", 48.0), ("H_ED", 28.0), ("H_WARD", 22.0), ("ABROAD", 2.0)],
        "chronic" => &[("H_PICU", 33.0), ("H_WARD", 30.0), ("HOME", 20.0), ("H_ED", 10.0), ("HOSPICE", 6.0), ("RESCARE", 1.0)],
        "acute" => &[("H_PICU", 43.0), ("H_ED", 32.0), ("H_WARD", 14.0), ("HOME", 9.0), ("ABROAD", 1.0), ("H_AICU", 1.0)],
        "malignancy" => &[("HOME", 49.0), ("HOSPICE", 20.0), ("H_WARD", 22.0), ("H_PICU", 9.0)],
        "trauma" => {
            &[("H_ED", 32.0), ("PUBLIC", 33.0), ("H_PICU", 22.0), ("HOME", 6.0), ("ABROAD", 3.0), ("TRANSIT", 2.0), ("H_AICU", 1.0), ("OTHER", 1.0)]
        }
        "suicide" => &[("HOME", 45.0), ("PUBLIC", 16.0), ("H_ED", 22.0), ("H_PICU", 13.0), ("MHUNIT", 3.0), ("CUSTODY", 1.0)],
        _ => &[("HOME", 38.0), ("H_ED", 25.0), ("H_PICU", 30.0), ("PUBLIC", 5.0), ("PRIV", 2.0)],
    };
    rng.by_share(shares)
}

/// Whether a joint agency response was needed: three in ten over all categories.
pub fn response(category: &str, rng: &mut Rng) -> bool {
    rng.chance(match category {
        "abuse" | "suicide" | "unexplained" => 1.0,
        "trauma" => 0.95,
        "acute" => 0.5,
        "infection" => 0.45,
        "chronic" => 0.2,
        "congenital" => 0.09,
        "perinatal" => 0.06,
        _ => 0.01,
    })
}

/// Typical days from death to the panel.
pub fn days_to_panel(category: &str) -> f64 {
    match category {
        "abuse" => 650.0,
        "suicide" => 520.0,
        "trauma" => 480.0,
        "acute" => 430.0,
        "chronic" => 380.0,
        "infection" => 400.0,
        "unexplained" => 470.0,
        "congenital" => 355.0,
        "perinatal" => 345.0,
        _ => 340.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_categories_add_up_to_the_published_shares() {
        let age = |band: AgeBand| AGE_AND_CATEGORY.iter().filter(|((b, _), _)| *b == band).map(|(_, s)| s).sum::<f64>();
        let category = |code: &str| AGE_AND_CATEGORY.iter().filter(|((_, c), _)| *c == code).map(|(_, s)| s).sum::<f64>();
        for (band, share) in AgeBand::ALL.into_iter().zip([42.0, 18.0, 12.0, 7.5, 9.5, 11.0]) {
            assert!((age(band) - share).abs() < 0.6, "{band:?} {}", age(band));
        }
        let categories = [
            ("abuse", 2.0),
            ("suicide", 3.5),
            ("trauma", 6.0),
            ("malignancy", 7.5),
            ("acute", 6.0),
            ("chronic", 4.5),
            ("congenital", 25.0),
            ("perinatal", 32.0),
            ("infection", 6.0),
            ("unexplained", 7.5),
        ];
        for (code, share) in categories {
            assert!((category(code) - share).abs() < 0.1, "{code} {}", category(code));
        }
    }
}
