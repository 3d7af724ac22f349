//! The roles people hold in an area's child death review arrangements.

use serde::{Deserialize, Serialize};

/// A role held through a membership (the actors of the statutory guidance and of the panels' terms of reference).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the process day to day: the panel's single point of contact.
    Coordinator,
    /// Answers for the panel's process and its staff.
    Manager,
    /// The senior paediatrician for child deaths in the area.
    DesignatedDoctor,
    /// Answers information requests for one agency.
    AgencyContributor,
    /// Reviews anonymised cases at the panel.
    PanelMember,
    /// Chairs the panel and signs off its findings.
    Chair,
    /// Works with pseudonymised national data only.
    NationalAnalyst,
    /// Looks after accounts and configuration; sees no case content.
    SystemAdministrator,
    /// Reads the audit log; sees no case content.
    Auditor,
}

impl Role {
    /// Every role, in the order in which tables and lists show them.
    pub const ALL: [Role; 9] = [
        Role::Coordinator,
        Role::Manager,
        Role::DesignatedDoctor,
        Role::AgencyContributor,
        Role::PanelMember,
        Role::Chair,
        Role::NationalAnalyst,
        Role::SystemAdministrator,
        Role::Auditor,
    ];

    /// The stable code kept in the database and sent by the API.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Coordinator => "coordinator",
            Role::Manager => "manager",
            Role::DesignatedDoctor => "designated_doctor",
            Role::AgencyContributor => "agency_contributor",
            Role::PanelMember => "panel_member",
            Role::Chair => "chair",
            Role::NationalAnalyst => "national_analyst",
            Role::SystemAdministrator => "system_administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Role::Coordinator => "Coordinator",
            Role::Manager => "Manager",
            Role::DesignatedDoctor => "Designated doctor",
            Role::AgencyContributor => "Agency contributor",
            Role::PanelMember => "Panel member",
            Role::Chair => "Chair",
            Role::NationalAnalyst => "National analyst",
            Role::SystemAdministrator => "System administrator",
            Role::Auditor => "Auditor",
        }
    }

    /// The role with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_again_by_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("Coordinator"), None);
    }

    #[test]
    fn the_code_in_json_is_the_code_of_the_role() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
    }
}
