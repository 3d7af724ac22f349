-- What the role of the API and the worker may do; everything else is refused. Re-applied after every migration.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app};
GRANT USAGE ON SCHEMA public TO {app};
GRANT EXECUTE ON FUNCTION app_areas(), app_denied(), app_locked(), app_interests(), app_scope(), app_token(), app_reference(), app_organisations(), app_request(),
    open_visit(bytea, timestamptz, integer), use_invitation(bytea, bytea, uuid, bytea, text, timestamptz, timestamptz), end_visit(bytea, timestamptz), open_machine(uuid),
    enrol_visitor(uuid, text, text, text, uuid, timestamptz), asked_key(uuid), tell_case(uuid, uuid, text, uuid, timestamptz, bytea),
    case_bounds(uuid, uuid[], timestamptz), restricted_case(text), hidden_cases(), hidden_notifications(), offered_key(uuid), document_to_scan(uuid),
    matches_elsewhere(uuid[], bigint[], bigint[], integer[], integer[], date, date, text), settle_transfer(uuid, text, uuid, timestamptz, bytea, uuid, text, bytea), open_scope(text, bytea, text),
    open_session(bytea, timestamptz, integer, boolean, text, text[]) TO {app};
GRANT SELECT ON areas, local_authorities, area_local_authorities, postcodes, postcode_imports, organisations, memberships, users,
    case_counts, notification_counts, __diesel_schema_migrations TO {app};
GRANT UPDATE (password_hash, totp_secret, totp_pending_secret, totp_last_step) ON users TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON recovery_codes, sessions, sign_in_throttles, notification_drafts, spent_challenges, idempotency_keys,
    jobs TO {app};
GRANT SELECT, INSERT, UPDATE ON notifications, cases, case_deadlines, case_reference_counters TO {app};
GRANT SELECT, INSERT, DELETE ON case_name_keys TO {app};
GRANT SELECT, INSERT ON case_people, case_professionals, case_events, audit_entries, audit_seals TO {app};
GRANT SELECT, INSERT ON case_grants, case_interests, glass_breaks, notification_links, duplicate_answers, case_merges,
    transfers, case_joint_agency_responses, case_stillbirth_proofs, scope_answers TO {app};
GRANT UPDATE (ended_at, ended_by, sealed_end_reason) ON notification_links, duplicate_answers, case_merges TO {app};
GRANT UPDATE (ended_at, ended_by) ON case_grants TO {app};
GRANT UPDATE (ended_at, ended_by, sealed_end_reason) ON case_interests TO {app};
GRANT UPDATE (reviewed_at, reviewed_by, outcome, sealed_review) ON glass_breaks TO {app};
GRANT SELECT, INSERT ON case_documents, case_document_versions TO {app};
GRANT UPDATE (classification, withheld_from_panel, sealed_title, version, withdrawn_at, withdrawn_by, sealed_withdrawal_reason) ON case_documents TO {app};
GRANT UPDATE (scan_state, scanned_at) ON case_document_versions TO {app};
GRANT SELECT, INSERT ON case_record_versions TO {app};
GRANT SELECT, INSERT, UPDATE ON case_processes, case_entries, case_notes TO {app};
GRANT SELECT, INSERT ON case_links TO {app};
GRANT UPDATE (ended_at, ended_by) ON case_links TO {app};
GRANT INSERT ON organisations TO {app};
GRANT SELECT ON machine_clients TO {app};
GRANT SELECT, INSERT, DELETE ON machine_assertions TO {app};
GRANT SELECT, INSERT ON requests, request_invitations, request_answers, request_submissions, request_clarifications, composite_choices,
    composite_joins TO {app};
GRANT SELECT ON request_visits TO {app};
GRANT UPDATE (due_on, resent_at, undelivered_at, opened_at, first_saved_at, submitted_at, returned_at, accepted_at, accepted_by, declined_at, decline_reason,
    withdrawn_at, withdrawn_by, assigned_to, version, sealed, sealed_ending, form_version) ON requests TO {app};
GRANT UPDATE (revoked_at, revoked_by) ON request_invitations TO {app};
GRANT UPDATE (ended_at, ended_by) ON composite_joins TO {app};
