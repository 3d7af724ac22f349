//! What the national database wishes to know about every death, as data.
//!
//! Source: the completeness fields of the National Child Mortality Database’s guidance to panels. What only the panel’s
//! analysis can say (category, modifiable factors) is not part of it.

/// When a wish applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// About every child.
    Always,
    /// About children who died before their first birthday.
    UnderOne,
}

/// One thing the national database wishes to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The stable identifier.
    pub id: &'static str,
    /// What it is, in words for the screen.
    pub words: &'static str,
    /// The questions of the notification that tell it; all of them are wished for.
    pub questions: &'static [&'static str],
    /// Questions whose answer says that it is not known, and why.
    pub excused_by: &'static [&'static str],
    /// When it applies.
    pub when: When,
    /// Who could tell, as codes of the list `agency`, the likeliest first.
    pub tellers: &'static [&'static str],
}

/// A wish about every child that one question tells.
const fn always(id: &'static str, words: &'static str, questions: &'static [&'static str], tellers: &'static [&'static str]) -> Wish {
    Wish { id, words, questions, excused_by: &[], when: When::Always, tellers }
}

/// The wishes, in the order in which they are shown.
pub const WISHES: &[Wish] = &[
    Wish {
        excused_by: &["nhs_number_missing_reason"],
        ..always("nhs_number", "NHS number", &["nhs_number"], &["gp", "chis", "hospital_paediatrician", "midwife"])
    },
    always("date_of_birth", "Date of birth", &["date_of_birth"], &["gp", "chis", "midwife"]),
    always("date_of_death", "Date of death", &["date_of_death"], &["hospital_paediatrician", "police", "coroners_officer"]),
    always("sex", "Sex", &["sex"], &["gp", "midwife", "health_visitor"]),
    always("ethnicity", "Ethnicity", &["ethnicity"], &["gp", "health_visitor", "midwife", "school"]),
    Wish { excused_by: &["residence"], ..always("postcode", "Home postcode", &["postcode"], &["gp", "childrens_social_care", "school"]) },
    always("place_of_death", "Place of death", &["place_of_death"], &["hospital_paediatrician", "police", "ambulance"]),
    always("circumstances", "Circumstances of the death", &["circumstances"], &["hospital_paediatrician", "police", "ambulance", "gp"]),
    Wish {
        when: When::UnderOne,
        ..always("gestation", "Weeks of pregnancy at birth", &["gestation_weeks"], &["midwife", "obstetrician", "neonatal", "health_visitor", "gp"])
    },
    Wish {
        when: When::UnderOne,
        ..always("birthweight", "Birthweight", &["birthweight_g"], &["midwife", "obstetrician", "neonatal", "health_visitor", "gp"])
    },
    always("professionals", "Professionals who knew the child", &["professionals"], &["gp", "health_visitor", "childrens_social_care"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::shipped_forms;

    #[test]
    fn every_wish_names_questions_and_agencies_that_exist() {
        let form = shipped_forms().current("notification").unwrap();
        for wish in WISHES {
            assert_eq!(WISHES.iter().filter(|other| other.id == wish.id).count(), 1);
            assert!(wish.questions.iter().chain(wish.excused_by).all(|id| form.question(id).is_some()), "{}", wish.id);
            assert!(wish.tellers.iter().all(|code| form.lists["agency"].iter().any(|agency| agency.code == *code)), "{}", wish.id);
        }
    }
}
