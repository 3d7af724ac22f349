//! What is told about an invented death: a few plain sentences put together from parts, never the same twice and about nobody real.

use super::child::Child;
use super::random::Rng;
use opencdr_domain::vocab::age::{AgeBand, age_text};

/// What was known before.
fn background(child: &Child, rng: &mut Rng) -> String {
    let name = child.called();
    if let Some((weeks, days)) = child.gestation {
        let length = match days {
            0 => format!("{weeks} weeks"),
            1 => format!("{weeks} weeks and 1 day"),
            _ => format!("{weeks} weeks and {days} days"),
        };
        let sort = match child.multiple {
            Some((_, 1)) => ", the first of twins,",
            Some(_) => ", the second of twins,",
            None => "",
        };
        if child.age_days >= 28 && !matches!(child.category, "perinatal" | "congenital") {
            let since = rng.pick(&[
                "had been well until then",
                "was growing well",
                "had no health concerns apart from a cold",
                "had been seen by the GP once this month",
            ]);
            return format!("{name}{sort} was born at {length} and {since}.");
        }
        let pregnancy = rng.pick(&[
            "a pregnancy without concerns until then",
            "a pregnancy followed closely by the fetal medicine team",
            "a pregnancy with late antenatal care",
            "a pregnancy with raised blood pressure",
            "a pregnancy with slow growth",
        ]);
        let birth =
            rng.pick(&["spontaneous labour", "an emergency caesarean section", "a planned caesarean section", "an induced labour", "a quick labour"]);
        return format!("{name}{sort} was born at {length} after {pregnancy} and {birth}.");
    }
    let seen: &[&str] = match child.category {
        "malignancy" => &[
            "had been under the regional oncology team for some time",
            "was first treated two years ago and relapsed this year",
            "had several courses of treatment, the last of them to relieve symptoms",
        ],
        "congenital" => &[
            "had a genetic condition known since infancy",
            "was followed by several specialist clinics and needed help with most things",
            "had complex needs and a team who knew the family well",
        ],
        "chronic" => &[
            "had a long-term condition and was often in hospital",
            "lived with a long-term condition and saw the community team weekly",
            "had been admitted several times in the last year",
        ],
        "suicide" => &[
            "had seemed withdrawn over the last weeks",
            "had been waiting for an appointment about low mood",
            "had recently moved school and was missing friends",
            "was not known to have had any difficulties",
        ],
        "abuse" => &[
            "was known to health visiting and had missed some appointments",
            "had moved to the area earlier this year",
            "had been seen by several services in the months before",
        ],
        "trauma" => &["had been well and was enjoying the school holidays", "was fit and well, and out with friends", "was with family at the time"],
        _ => &[
            "had been well apart from a cold",
            "was up to date with immunisations and growing well",
            "had seen the GP once this month",
            "had no medical history of note",
        ],
    };
    format!("{name} {}.", rng.pick(seen))
}

/// What happened.
fn event(child: &Child, rng: &mut Rng) -> &'static str {
    let preterm = child.gestation.is_some_and(|(weeks, _)| weeks < 34);
    let sentences: &[&str] = match (child.category, child.band) {
        _ if child.stillbirth => &[
            "The baby was born at home before anybody could come. The ambulance crew found no signs of life. It is not certain whether the baby showed any at birth.",
        ],
        ("perinatal", _) if child.age_days == 0 && preterm => &[
            "The baby was too small for intensive care to help and was kept warm and comfortable in the parents’ arms.",
            "There were signs of life at birth. Despite full support from the neonatal team the baby did not respond to treatment.",
        ],
        ("perinatal", _) if child.age_days == 0 => &[
            "There were signs of life at birth. Despite full support from the neonatal team the baby did not respond to treatment.",
            "The baby needed resuscitation from birth and a heartbeat could not be maintained.",
        ],
        ("perinatal", _) if preterm => &[
            "Breathing became harder to support, and a scan showed severe bleeding around the brain.",
            "There was a sudden deterioration with a swollen abdomen; surgery was not possible.",
            "An infection developed from which the baby could not recover in spite of treatment.",
        ],
        ("perinatal", _) => &[
            "Cooling treatment was given after a difficult birth, and brain scans showed severe injury.",
            "An infection developed from which the baby could not recover in spite of treatment.",
        ],
        ("congenital", AgeBand::Days0To27) => &[
            "The condition had been found before birth and a plan for comfort care was agreed with the parents.",
            "A serious heart condition was found after birth and surgery was not possible.",
            "Several organs were affected, and the team and the family agreed to stop intensive treatment.",
        ],
        ("congenital", _) => &[
            "A chest infection led to an admission from which recovery was no longer possible.",
            "The condition had been getting worse for some months and the end was expected.",
            "The heart failed after an operation in spite of all support.",
        ],
        ("malignancy", _) => &[
            "The disease progressed and care was directed at comfort.",
            "An infection during treatment led to intensive care.",
            "Care was given at the place the family had chosen, with the community nurses visiting daily.",
        ],
        ("suicide", _) => &[
            "The young person was found unresponsive by a member of the family, who called for help at once.",
            "The young person was reported missing in the evening and found some hours later.",
            "Friends were worried about messages and told an adult, who found the young person unresponsive.",
        ],
        ("abuse", _) => &[
            "The child was brought to hospital with injuries that the account given did not explain.",
            "An ambulance was called to the home, where the child was found with serious injuries.",
            "The child was found collapsed and later scans showed injuries.",
        ],
        ("trauma", _) => &[
            "There was a collision with a car on a road near the home.",
            "The child fell from a height and had a severe head injury.",
            "The child was pulled from water by bystanders, who began resuscitation.",
            "There was a fire at the house in the early morning.",
            "There was a sudden severe allergic reaction at a meal.",
        ],
        ("acute", _) => &[
            "Breathing became difficult in the night and the family called an ambulance.",
            "Vomiting and drowsiness grew worse over a day, and the child collapsed on arrival at hospital.",
            "There was a seizure from which the child did not wake.",
        ],
        ("infection", _) => &[
            "A fever with a rash came on within hours.",
            "A cough turned into severe pneumonia over two days.",
            "Meningitis was found and treated, but the swelling of the brain could not be controlled.",
        ],
        ("unexplained", AgeBand::Days0To27 | AgeBand::Days28To364) => &[
            "The baby was put down to sleep in the evening and found unresponsive in the early morning.",
            "After a feed in the night the baby was settled beside the parents and found not breathing some hours later.",
        ],
        ("unexplained", _) => &["The child was found unresponsive in bed in the morning after an ordinary evening."],
        _ => &["There was a sudden deterioration at home.", "An admission for breathing difficulties led to intensive care."],
    };
    sentences[rng.place(sentences.len())]
}

/// What was done.
fn ending(child: &Child, rng: &mut Rng) -> String {
    let care = match (child.place, child.jar) {
        ("HOME" | "HOSPICE", "no") => "The death was peaceful and the family were present.",
        ("PUBLIC" | "HOME" | "PRIV", "yes") => "The ambulance crew gave advanced life support, and death was confirmed at the scene.",
        ("H_ED", _) => "Resuscitation was continued in the emergency department and stopped with the family present.",
        ("ABROAD", _) => "The family were on holiday; local services were in contact through the consulate.",
        (_, "yes") => "In hospital everything possible was done; the on-call lead for joint agency responses was told.",
        _ => "Treatment was stopped with the agreement of the family, who were with their child.",
    };
    let support = rng.pick(&[
        "The parents are being supported by the bereavement team.",
        "Memory boxes were offered and the chaplain visited.",
        "The family have the number of a named nurse.",
        "A home visit is planned.",
        "The GP and the others who knew the child are being told.",
        "Relatives are staying with the family.",
    ]);
    format!("{care} {support}")
}

/// The circumstances as a notifier tells them.
pub fn circumstances(child: &Child, rng: &mut Rng) -> String {
    let age = age_text(child.born, child.died).unwrap_or_default();
    let age = if age == "Under 1 day" { "less than one day".to_owned() } else { age };
    let opening = rng.pick(&["Age at death:", "The child’s age was", "Age:"]);
    format!("{} {} {} {opening} {age}.", background(child, rng), event(child, rng), ending(child, rng))
}

/// What another person tells of the same death, in fewer words.
pub fn second_account(child: &Child, rng: &mut Rng) -> String {
    let knew = rng.pick(&[
        "We knew the family through the health visiting service.",
        "Our practice looked after the family.",
        "We were called by the ward this morning.",
        "The family told us themselves.",
    ]);
    format!("{knew} {} We do not know more at the moment and can be reached for questions.", event(child, rng))
}

/// A suspected cause in a few words.
pub fn cause(child: &Child, rng: &mut Rng) -> &'static str {
    let causes: &[&str] = match child.category {
        "perinatal" if child.gestation.is_some_and(|(weeks, _)| weeks < 34) => {
            &["Extreme prematurity", "Severe intraventricular haemorrhage", "Necrotising enterocolitis", "Respiratory distress syndrome"]
        }
        "perinatal" => &["Hypoxic-ischaemic encephalopathy", "Early-onset sepsis", "Meconium aspiration"],
        "congenital" => &[
            "Congenital heart disease",
            "Trisomy 18",
            "Trisomy 13",
            "Spinal muscular atrophy",
            "Congenital diaphragmatic hernia",
            "Metabolic disorder",
        ],
        "malignancy" => &["Acute leukaemia", "Tumour of the brain stem", "Neuroblastoma", "Bone sarcoma"],
        "chronic" => &["Epilepsy with cerebral palsy", "Immunodeficiency", "Liver failure", "Chronic lung disease"],
        "acute" => &["Acute asthma", "Diabetic ketoacidosis", "Sudden unexpected death in epilepsy", "Volvulus"],
        "infection" => &["Meningococcal sepsis", "Pneumonia", "Group A streptococcal infection", "Viral encephalitis"],
        "trauma" => &["Head injury", "Drowning", "Multiple injuries", "Anaphylaxis"],
        "suicide" => &["To be established at inquest"],
        "abuse" => &["Injuries under investigation"],
        _ => &["Not known; post-mortem awaited"],
    };
    causes[rng.place(causes.len())]
}

/// The name of the place of death.
pub fn place_name(child: &Child, trust: &str) -> Option<String> {
    let unit = match child.place {
        "H_ED" => "emergency department",
        "H_WARD" => "children’s ward",
        "H_NNU" => "neonatal unit",
        "H_DEL" => "delivery suite",
        "H_PICU" => "paediatric intensive care unit",
        "H_AICU" => "intensive care unit",
        "H_THEATRE" => "operating theatre",
        "HOSPICE" => return Some("Larkrise Children’s Hospice".into()),
        "MHUNIT" => return Some("Willow Bank Unit".into()),
        _ => return None,
    };
    Some(format!("{trust}, {unit}"))
}

impl Child {
    /// What the child is called in a sentence.
    pub fn called(&self) -> &str {
        self.forenames.as_deref().and_then(|names| names.split(' ').next()).unwrap_or("The baby")
    }
}
