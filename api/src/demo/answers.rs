//! The answers of an invented notification, written as valid ones are kept: nothing hidden, nothing empty.

use super::areas::acute_trust;
use super::child::Child;
use super::family::{Relative, mobile};
use super::professionals::{Professional, email, landline, notifier};
use super::random::Rng;
use super::story;
use chrono::{DateTime, TimeDelta, Utc};
use opencdr_domain::vocab::age::AgeBand;
use opencdr_domain::vocab::local_time;
use serde_json::{Map, Value, json};

/// A notification in the making.
pub struct Report<'a> {
    /// The child.
    pub child: &'a Child,
    /// Place of the area in the list.
    pub area: usize,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The family.
    pub family: &'a [Relative],
    /// The professionals.
    pub professionals: &'a [Professional],
    /// Whether it is somebody's second notification of the same death.
    pub second: bool,
    /// Whether only what is asked of everyone is answered.
    pub brief: bool,
    /// What the national database should know at once.
    pub alert: Option<&'static str>,
}

/// Who sent it, as lists show them.
pub struct Sender {
    /// Name.
    pub name: String,
    /// Organisation.
    pub organisation: String,
}

struct Page<'a> {
    answers: Map<String, Value>,
    rng: &'a mut Rng,
}

impl Page<'_> {
    fn put(&mut self, question: &str, answer: impl Into<Value>) {
        self.answers.insert(question.into(), answer.into());
    }

    /// Answers by share.
    fn choose(&mut self, question: &str, from: &[(&'static str, f64)]) -> &'static str {
        let chosen = self.rng.by_share(from);
        self.put(question, chosen);
        chosen
    }

    fn not_known(&mut self, question: &str) {
        self.put(question, json!({"state": "not_known"}));
    }
}

fn local(at: DateTime<Utc>) -> String {
    local_time::to_london(at).format("%Y-%m-%dT%H:%M").to_string()
}

/// Fills the form in.
pub fn answers(report: &Report, rng: &mut Rng) -> (Map<String, Value>, Sender) {
    let child = report.child;
    let mut page = Page { answers: Map::with_capacity(72), rng };
    the_child(&mut page, child);
    the_death(&mut page, report);
    let sender = the_notifier(&mut page, report);
    if !report.professionals.is_empty() {
        page.put("professionals", report.professionals.iter().map(Professional::row).collect::<Vec<Value>>());
    }
    for (group, role) in [("carers", "carer"), ("other_children", "child"), ("significant_others", "other")] {
        let rows: Vec<Value> = report.family.iter().filter(|r| r.role == role).map(Relative::row).collect();
        if !rows.is_empty() {
            page.put(group, rows);
        }
    }
    if !report.brief {
        more_about_the_child(&mut page, child);
        more_about_the_death(&mut page, report);
    }
    (page.answers, sender)
}

fn the_child(page: &mut Page, child: &Child) {
    page.put("residence", child.residence);
    if let Some(home) = &child.home {
        page.put("postcode", home.postcode.clone());
    }
    if child.residence == "outside_england" {
        page.choose("country_of_residence", &[("Wales", 3.0), ("France", 1.0), ("Ireland", 1.0), ("Romania", 1.0), ("Nigeria", 1.0)]);
    }
    match &child.forenames {
        Some(forenames) => {
            page.put("name_status", "named");
            page.put("forenames", forenames.clone());
        }
        None => page.put("name_status", "not_yet_named"),
    }
    page.put("surname", child.surname.clone());
    if let Some(aliases) = &child.aliases {
        page.put("aliases", aliases.clone());
    }
    match &child.nhs_number {
        Some(number) => page.put("nhs_number", number.clone()),
        None => page.put("nhs_number_missing_reason", if child.residence == "outside_england" { "non_resident" } else { "not_available" }),
    }
    page.put("date_of_birth", child.born.to_string());
    page.put("date_of_death", child.died.to_string());
    page.put("time_of_death", child.died_time.format("%H:%M").to_string());
    if let Some(time) = child.born_time.filter(|_| child.age_days < 28) {
        page.put("time_of_birth", time.format("%H:%M").to_string());
    }
    if let Some((weeks, days)) = child.gestation {
        if page.rng.chance(0.02) {
            page.not_known("gestation_weeks");
        } else {
            page.put("gestation_weeks", weeks);
            page.put("gestation_days", days);
        }
        if page.rng.chance(0.03) { page.not_known("birthweight_g") } else { page.put("birthweight_g", child.weight) }
    }
    page.put("sex", child.sex);
    page.put("ethnicity", child.ethnicity);
    match &child.address {
        Some(address) => page.put("home_address", address.clone()),
        None if child.residence == "no_fixed_abode" => {}
        None => page.not_known("home_address"),
    }
    if let Some((number, order)) = child.multiple {
        page.put("multiple_birth", "yes");
        page.put("multiple_number", number);
        page.put("multiple_order", order);
    } else if matches!(child.band, AgeBand::Days0To27 | AgeBand::Days28To364) {
        page.put("multiple_birth", "no");
    }
}

fn the_death(page: &mut Page, report: &Report) {
    let child = report.child;
    page.put("place_of_death", child.place);
    if child.place == "ABROAD" {
        page.choose("country_of_death", &[("Spain", 3.0), ("Pakistan", 2.0), ("Portugal", 1.0), ("Ghana", 1.0), ("Poland", 1.0)]);
    }
    if child.place == "OTHER" {
        page.put("place_of_death_other", "Sports ground");
    }
    if let Some(name) = story::place_name(child, acute_trust(report.area)) {
        page.put("place_name", name);
    }
    let told = if report.second { story::second_account(child, page.rng) } else { story::circumstances(child, page.rng) };
    page.put("circumstances", told);
    page.put("expected", child.expected);
    page.put("jar_required", child.jar);
    if child.jar == "yes" {
        page.put("jar_criteria", criteria(child));
    }
    if child.age_days <= 1 {
        page.put("suspected_stillbirth_unattended", if child.stillbirth { "yes" } else { "no" });
    }
    page.put("alert_ncmd", if report.alert.is_some() { "yes" } else { "no" });
    if let Some(reason) = report.alert {
        page.put("alert_reason", reason);
    }
    if child.life_limiting {
        page.put("life_limiting", "yes");
        page.choose("advance_care_plan", &[("yes", 6.0), ("no", 3.0), ("not_known", 1.0)]);
    }
}

fn criteria(child: &Child) -> Vec<&'static str> {
    if child.stillbirth {
        return vec!["STILL"];
    }
    match child.category {
        "abuse" => vec!["EXT", "SUSP"],
        "suicide" if child.place == "CUSTODY" || child.place == "MHUNIT" => vec!["EXT", "CUST"],
        "suicide" | "trauma" => vec!["EXT"],
        _ if child.place == "H_PICU" => vec!["SUD", "NEAR"],
        _ => vec!["SUD"],
    }
}

fn the_notifier(page: &mut Page, report: &Report) -> Sender {
    let (child, area, at) = (report.child, report.area, report.received_at);
    let person = if report.second {
        let agency = page.rng.by_share(&[("gp", 2.0), ("health_visitor", 1.0), ("childrens_social_care", 1.0)]);
        super::professionals::professional(agency, child, area, at, false, page.rng)
    } else {
        notifier(child, area, at, page.rng)
    };
    let name = person.name.unwrap_or_else(|| super::names::colleague(page.rng));
    page.put("notifier_name", name.clone());
    page.put("notifier_role", person.job_title);
    page.put("notifier_org", person.organisation.clone());
    let phone = landline(page.rng);
    page.put("notifier_phone", phone);
    page.put("notifier_email", email(&name, &person.organisation));
    Sender { name, organisation: person.organisation }
}

fn more_about_the_child(page: &mut Page, child: &Child) {
    const YES_NO: [(&str, f64); 3] = [("yes", 1.0), ("no", 8.0), ("not_known", 1.0)];
    if child.multiple.is_some() {
        page.choose("multiple_siblings_died", &[("none", 6.0), ("some", 3.0), ("not_known", 1.0)]);
    }
    let religion: &[(&str, f64)] = match child.ethnicity {
        "J" | "K" | "W" => &[("muslim", 9.0), ("not_known", 1.0)],
        "H" => &[("hindu", 5.0), ("sikh", 4.0), ("not_known", 1.0)],
        _ => &[("none", 4.0), ("christian", 4.0), ("muslim", 0.5), ("jewish", 0.1), ("not_stated", 1.0), ("not_known", 2.0)],
    };
    page.choose("religion", religion);
    if matches!(child.ethnicity, "C" | "J" | "K" | "L" | "N" | "R" | "W") {
        page.choose("language", &[("English", 5.0), ("Urdu", 1.0), ("Bengali", 1.0), ("Polish", 1.0), ("Romanian", 1.0), ("Somali", 1.0)]);
        page.choose("interpreter_needed", &YES_NO);
    }
    page.choose("country_of_birth", &[("England", 92.0), ("Romania", 2.0), ("Pakistan", 2.0), ("Nigeria", 2.0), ("Poland", 2.0)]);
    if child.age_days >= 1100 {
        let school = *page.rng.pick(&super::professionals::SCHOOLS);
        page.put("education_setting", school);
    }
    if child.age_days >= 1461 {
        let likely = if child.life_limiting { [("yes", 5.0), ("no", 4.0), ("not_known", 1.0)] } else { YES_NO };
        page.choose("learning_disability", &likely);
    }
    if child.age_days >= 3652 && page.rng.chance(0.5) {
        page.choose("gender_identity", &[("same", 96.0), ("different", 1.5), ("not_known", 2.5)]);
    }
    let known: &[(&str, f64)] = match (child.place, child.known_to_social_care) {
        ("FOSTER", _) => &[("looked_after", 1.0)],
        (_, true) => &[("early_help", 2.0), ("child_in_need", 4.0), ("child_protection_plan", 2.0), ("previously_known", 4.0)],
        _ => &[("not_known_to_service", 8.0), ("not_known", 2.0)],
    };
    if page.choose("social_care_status", known) == "child_protection_plan" {
        page.choose("cp_category", &[("neglect", 5.0), ("emotional", 3.0), ("physical", 1.0), ("multiple", 1.0)]);
    }
    page.choose("family_informed", &[("yes", 7.0), ("no", 1.0), ("not_known", 2.0)]);
    page.choose("leaflet_given", &[("yes", 6.0), ("no", 2.0), ("not_known", 2.0)]);
    if page.rng.chance(0.5) {
        let name = super::names::colleague(page.rng);
        let phone = mobile(page.rng);
        page.put("key_worker", json!({"name": name, "role": "Bereavement nurse", "phone": phone}));
    }
}

fn more_about_the_death(page: &mut Page, report: &Report) {
    let child = report.child;
    let (cause, sudden) = (story::cause(child, page.rng), child.jar == "yes");
    page.put("suspected_cause", cause);
    page.put("provisional_category", child.category);
    let modes: &[(&'static str, f64)] = match child.place {
        _ if sudden => &[("FOUND", 6.0), ("WITN", 4.0)],
        "HOME" | "HOSPICE" => &[("PALL", 9.0), ("OTH", 1.0)],
        "H_PICU" | "H_NNU" => &[("WITHD", 7.0), ("WITN", 2.0), ("BSD", 1.0)],
        _ => &[("WITN", 6.0), ("OTH", 2.0), ("NK", 2.0)],
    };
    let mode = page.choose("mode_of_death", modes);
    page.choose("resuscitation", if matches!(mode, "PALL" | "WITHD") { &[("no", 9.0), ("yes", 1.0)] } else { &[("yes", 8.0), ("no", 2.0)] });
    if sudden {
        let event = child.died_at - TimeDelta::minutes(page.rng.between(15, 300));
        if child.age_days >= 1 {
            page.put("event_datetime", local(event));
        }
        page.put("place_of_event", if matches!(child.place, "PUBLIC" | "OTHER" | "ABROAD" | "TRANSIT") { "PUBLIC" } else { "HOME" });
        let started = page.choose("jar_started", &[("yes", 8.0), ("no", 2.0)]) == "yes";
        if started {
            let at = (child.died_at + TimeDelta::minutes(page.rng.between(20, 240))).min(report.received_at);
            page.put("jar_started_at", local(at));
        } else {
            page.put("jar_not_started_reason", "Waiting for the on-call paediatrician to confirm.");
        }
        let name = super::names::colleague(page.rng);
        page.put("jar_lead", json!({"name": format!("Dr {name}"), "role": "Designated doctor for child deaths"}));
    }
    let referred = if sudden { "yes" } else { page.rng.by_share(&[("yes", 2.0), ("no", 7.0), ("not_known", 1.0)]) };
    page.put("coroner_referred", referred);
    if referred == "yes" {
        page.put("coroner_referred_on", local_time::london_date(child.died_at).to_string());
        page.choose("coroner_outcome", &[("post_mortem", 6.0), ("inquest_opened", 2.0), ("not_known", 2.0)]);
        page.put("pm_required", "yes");
        let usual: &[(&'static str, f64)] =
            if child.category == "abuse" { &[("forensic", 1.0)] } else { &[("coronial", 8.0), ("imaging_only", 1.0), ("limited", 1.0)] };
        page.choose("pm_type", usual);
        page.put("mccd_issued", "no");
    } else {
        let post_mortem = page.choose("pm_required", &[("no", 7.0), ("yes", 2.0), ("not_known", 1.0)]);
        if post_mortem == "yes" {
            page.put("pm_type", "hospital_consented");
        }
        page.put("mccd_issued", "yes");
        page.put("cause_1a", cause);
        page.choose("me_review", &[("yes", 8.0), ("not_known", 2.0)]);
    }
    let verified = (child.died_at + TimeDelta::minutes(page.rng.between(1, 40))).min(report.received_at);
    page.put("death_verified_at", local(verified));
    page.choose("donation", &[("no", 8.0), ("yes", 1.0), ("not_known", 1.0)]);
    let reviews: &[&[&str]] = match child.category {
        "perinatal" => &[&["pmrt"], &["pmrt", "mnsi"], &["pmrt"]],
        "abuse" => &[&["cspr", "police"]],
        "suicide" | "trauma" => &[&["inquest"], &["inquest", "police"]],
        _ => &[&["hospital_mortality"], &[]],
    };
    let chosen = *page.rng.pick(reviews);
    if !chosen.is_empty() {
        page.put("other_reviews", chosen.to_vec());
    }
    page.put("abuse_suspected", if child.category == "abuse" { "yes" } else { "no" });
    if page.rng.chance(0.4) {
        let action = *page.rng.pick(&[
            "The family were offered bereavement support.",
            "The other children in the home have been seen and are well.",
            "Equipment and notes have been kept.",
            "Appointments and letters have been stopped.",
        ]);
        page.put("actions_taken", action);
    }
}
