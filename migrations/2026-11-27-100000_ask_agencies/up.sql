-- Asking agencies: requests, how they are answered, and what is made of the answers.
CREATE TABLE requests (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    reference text NOT NULL CONSTRAINT requests_reference_unique UNIQUE,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    agency text NOT NULL,
    form_id text NOT NULL,
    form_version integer NOT NULL,
    sections text[] NOT NULL,
    due_on date NOT NULL,
    sent_at timestamptz NOT NULL,
    sent_by uuid NOT NULL REFERENCES users (id),
    resent_at timestamptz,
    undelivered_at timestamptz,
    opened_at timestamptz,
    first_saved_at timestamptz,
    submitted_at timestamptz,
    returned_at timestamptz,
    accepted_at timestamptz,
    accepted_by uuid REFERENCES users (id),
    declined_at timestamptz,
    decline_reason text,
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES users (id),
    assigned_to uuid REFERENCES users (id),
    version integer NOT NULL DEFAULT 1,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    sealed_ending bytea,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT requests_whole UNIQUE (id, case_id, area_id),
    CONSTRAINT requests_decline CHECK ((declined_at IS NULL) = (decline_reason IS NULL)),
    CONSTRAINT requests_acceptance CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    CONSTRAINT requests_withdrawal CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX requests_by_case ON requests (case_id, area_id);
CREATE INDEX requests_by_area ON requests (area_id);
CREATE INDEX requests_by_organisation ON requests (organisation_id, due_on);
CREATE INDEX requests_by_sender ON requests (sent_by);
CREATE INDEX requests_by_accepter ON requests (accepted_by);
CREATE INDEX requests_by_withdrawer ON requests (withdrawn_by);
CREATE INDEX requests_by_assignee ON requests (assigned_to);
COMMENT ON TABLE requests IS 'Requests for information: one form, or some sections of it, asked of one organisation for one case.';
COMMENT ON COLUMN requests.id IS 'Identifier.';
COMMENT ON COLUMN requests.case_id IS 'Case.';
COMMENT ON COLUMN requests.area_id IS 'Area of the case.';
COMMENT ON COLUMN requests.reference IS 'Reference people read out; it says nothing about the child.';
COMMENT ON COLUMN requests.organisation_id IS 'Organisation asked.';
COMMENT ON COLUMN requests.agency IS 'Agency type code it is asked as.';
COMMENT ON COLUMN requests.form_id IS 'Form.';
COMMENT ON COLUMN requests.form_version IS 'Version of the form it is answered in.';
COMMENT ON COLUMN requests.sections IS 'Sections asked for.';
COMMENT ON COLUMN requests.due_on IS 'Day by which an answer is asked for.';
COMMENT ON COLUMN requests.sent_at IS 'When it was sent.';
COMMENT ON COLUMN requests.sent_by IS 'Who sent it.';
COMMENT ON COLUMN requests.resent_at IS 'When it was last sent again by hand.';
COMMENT ON COLUMN requests.undelivered_at IS 'When a mail about it could not be delivered for good; empty while none failed.';
COMMENT ON COLUMN requests.opened_at IS 'When somebody of the organisation first opened it.';
COMMENT ON COLUMN requests.first_saved_at IS 'When the first answer was saved.';
COMMENT ON COLUMN requests.submitted_at IS 'When it was last submitted.';
COMMENT ON COLUMN requests.returned_at IS 'When it was last returned for clarification.';
COMMENT ON COLUMN requests.accepted_at IS 'When the office accepted what was submitted last.';
COMMENT ON COLUMN requests.accepted_by IS 'Who accepted it.';
COMMENT ON COLUMN requests.declined_at IS 'When the organisation declined it.';
COMMENT ON COLUMN requests.decline_reason IS 'Code of the reason.';
COMMENT ON COLUMN requests.withdrawn_at IS 'When the office withdrew it.';
COMMENT ON COLUMN requests.withdrawn_by IS 'Who withdrew it.';
COMMENT ON COLUMN requests.assigned_to IS 'Colleague in the organisation who answers it.';
COMMENT ON COLUMN requests.version IS 'Raised by every change but those of answers, so that two people do not undo each other.';
COMMENT ON COLUMN requests.wrapped_key IS 'Key of this request, wrapped by a key outside the database: the organisation reads it without the key of the case.';
COMMENT ON COLUMN requests.sealed IS 'Contact, message, legal basis and what is told of the child, sealed with the key of this request.';
COMMENT ON COLUMN requests.sealed_ending IS 'Why it was declined or withdrawn in words, sealed with the key of this request.';

CREATE TABLE request_invitations (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES requests (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    token_hash bytea NOT NULL CONSTRAINT request_invitations_token_unique UNIQUE,
    code_hash bytea NOT NULL,
    sealed_contact bytea NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    expires_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid REFERENCES users (id),
    FOREIGN KEY (request_id, case_id, area_id) REFERENCES requests (id, case_id, area_id) ON UPDATE CASCADE,
    CONSTRAINT request_invitations_revocation CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX request_invitations_by_request ON request_invitations (request_id, case_id, area_id);
CREATE INDEX request_invitations_by_area ON request_invitations (area_id);
CREATE INDEX request_invitations_by_creator ON request_invitations (created_by);
CREATE INDEX request_invitations_by_revoker ON request_invitations (revoked_by);
COMMENT ON TABLE request_invitations IS 'Links by which somebody without an account answers one request. Each needs a code that is told in another way.';
COMMENT ON COLUMN request_invitations.id IS 'Identifier.';
COMMENT ON COLUMN request_invitations.request_id IS 'Request.';
COMMENT ON COLUMN request_invitations.case_id IS 'Case.';
COMMENT ON COLUMN request_invitations.area_id IS 'Area of the case.';
COMMENT ON COLUMN request_invitations.token_hash IS 'SHA-256 of the token in the link.';
COMMENT ON COLUMN request_invitations.code_hash IS 'SHA-256 of the code, salted with the token.';
COMMENT ON COLUMN request_invitations.sealed_contact IS 'Name and e-mail of whom it is for, sealed with the key of the request.';
COMMENT ON COLUMN request_invitations.created_at IS 'When it was made.';
COMMENT ON COLUMN request_invitations.created_by IS 'Who made it.';
COMMENT ON COLUMN request_invitations.expires_at IS 'When it stops working.';
COMMENT ON COLUMN request_invitations.attempts IS 'Codes that were tried and wrong.';
COMMENT ON COLUMN request_invitations.used_at IS 'When its code was used; a used code never works again.';
COMMENT ON COLUMN request_invitations.revoked_at IS 'When it was revoked; empty while it holds.';
COMMENT ON COLUMN request_invitations.revoked_by IS 'Who revoked it.';

CREATE TABLE request_visits (
    id uuid PRIMARY KEY,
    invitation_id uuid NOT NULL REFERENCES request_invitations (id),
    request_id uuid NOT NULL REFERENCES requests (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    token_hash bytea NOT NULL CONSTRAINT request_visits_token_unique UNIQUE,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    started_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    FOREIGN KEY (request_id, case_id, area_id) REFERENCES requests (id, case_id, area_id) ON UPDATE CASCADE
);
CREATE INDEX request_visits_by_invitation ON request_visits (invitation_id);
CREATE INDEX request_visits_by_request ON request_visits (request_id, case_id, area_id);
CREATE INDEX request_visits_by_area ON request_visits (area_id);
COMMENT ON TABLE request_visits IS 'What a used invitation opened: one browser, one request, some hours.';
COMMENT ON COLUMN request_visits.id IS 'Identifier.';
COMMENT ON COLUMN request_visits.invitation_id IS 'Invitation it came from.';
COMMENT ON COLUMN request_visits.request_id IS 'Request.';
COMMENT ON COLUMN request_visits.case_id IS 'Case.';
COMMENT ON COLUMN request_visits.area_id IS 'Area of the case.';
COMMENT ON COLUMN request_visits.token_hash IS 'SHA-256 of the token of the browser.';
COMMENT ON COLUMN request_visits.name IS 'Who answers, as they gave it.';
COMMENT ON COLUMN request_visits.started_at IS 'When it began.';
COMMENT ON COLUMN request_visits.last_seen_at IS 'When it was last used.';
COMMENT ON COLUMN request_visits.expires_at IS 'When it ends whatever happens.';
COMMENT ON COLUMN request_visits.ended_at IS 'When it was ended; empty while it lasts.';

CREATE TABLE machine_clients (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    public_key text NOT NULL,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz
);
CREATE INDEX machine_clients_by_organisation ON machine_clients (organisation_id);
COMMENT ON TABLE machine_clients IS 'Systems of organisations that answer requests by themselves, each with a key of its own.';
COMMENT ON COLUMN machine_clients.id IS 'Identifier, which the system gives as its client_id.';
COMMENT ON COLUMN machine_clients.organisation_id IS 'Organisation it acts for.';
COMMENT ON COLUMN machine_clients.name IS 'What it is called.';
COMMENT ON COLUMN machine_clients.public_key IS 'Its public key, PEM.';
COMMENT ON COLUMN machine_clients.created_at IS 'When it was added.';
COMMENT ON COLUMN machine_clients.disabled_at IS 'When it was disabled; empty while it may sign in.';

CREATE TABLE machine_assertions (
    hash bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE machine_assertions IS 'Assertions by which systems have signed in, so that each works once.';
COMMENT ON COLUMN machine_assertions.hash IS 'SHA-256 of client and assertion id.';
COMMENT ON COLUMN machine_assertions.expires_at IS 'When the assertion itself expires, after which the row is forgotten.';

CREATE TABLE request_answers (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES requests (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    question text NOT NULL,
    row_id uuid,
    revision integer NOT NULL CHECK (revision > 0),
    sealed bytea NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by uuid REFERENCES users (id),
    visit_id uuid REFERENCES request_visits (id),
    client_id uuid REFERENCES machine_clients (id),
    saved_by_name text NOT NULL,
    FOREIGN KEY (request_id, case_id, area_id) REFERENCES requests (id, case_id, area_id) ON UPDATE CASCADE,
    CONSTRAINT request_answers_revision UNIQUE NULLS NOT DISTINCT (request_id, question, row_id, revision)
);
CREATE INDEX request_answers_by_request ON request_answers (request_id, case_id, area_id);
CREATE INDEX request_answers_by_area ON request_answers (area_id);
CREATE INDEX request_answers_by_saver ON request_answers (saved_by);
CREATE INDEX request_answers_by_client ON request_answers (client_id);
CREATE INDEX request_answers_by_visit ON request_answers (visit_id);
COMMENT ON TABLE request_answers IS 'Answers as they were saved, one row a save. The latest revision of a question, or of a row of a group, counts until the request is submitted.';
COMMENT ON COLUMN request_answers.id IS 'Identifier.';
COMMENT ON COLUMN request_answers.request_id IS 'Request.';
COMMENT ON COLUMN request_answers.case_id IS 'Case.';
COMMENT ON COLUMN request_answers.area_id IS 'Area of the case.';
COMMENT ON COLUMN request_answers.question IS 'Question, or group of rows.';
COMMENT ON COLUMN request_answers.row_id IS 'Row of the group; empty for a question that has no rows.';
COMMENT ON COLUMN request_answers.revision IS 'From one, in the order of saving.';
COMMENT ON COLUMN request_answers.sealed IS 'The answer, sealed with the key of the request; null for one that was cleared, or a row taken out.';
COMMENT ON COLUMN request_answers.saved_at IS 'When it was saved.';
COMMENT ON COLUMN request_answers.saved_by IS 'Colleague who saved it.';
COMMENT ON COLUMN request_answers.visit_id IS 'Visit in which it was saved.';
COMMENT ON COLUMN request_answers.client_id IS 'System that saved it.';
COMMENT ON COLUMN request_answers.saved_by_name IS 'Name of who saved it, as it was then.';

CREATE TABLE request_submissions (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES requests (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    number integer NOT NULL CHECK (number > 0),
    form_version integer NOT NULL,
    submitted_at timestamptz NOT NULL,
    submitted_by uuid REFERENCES users (id),
    visit_id uuid REFERENCES request_visits (id),
    client_id uuid REFERENCES machine_clients (id),
    submitted_by_name text NOT NULL,
    sealed bytea NOT NULL,
    FOREIGN KEY (request_id, case_id, area_id) REFERENCES requests (id, case_id, area_id) ON UPDATE CASCADE,
    CONSTRAINT request_submissions_numbered UNIQUE (request_id, number)
);
CREATE INDEX request_submissions_by_request ON request_submissions (request_id, case_id, area_id);
CREATE INDEX request_submissions_by_case ON request_submissions (case_id);
CREATE INDEX request_submissions_by_area ON request_submissions (area_id);
CREATE INDEX request_submissions_by_submitter ON request_submissions (submitted_by);
CREATE INDEX request_submissions_by_client ON request_submissions (client_id);
CREATE INDEX request_submissions_by_visit ON request_submissions (visit_id);
COMMENT ON TABLE request_submissions IS 'What an organisation submitted: its contribution, as it was, in the version of the form it was given in. Never changed.';
COMMENT ON COLUMN request_submissions.id IS 'Identifier.';
COMMENT ON COLUMN request_submissions.request_id IS 'Request.';
COMMENT ON COLUMN request_submissions.case_id IS 'Case.';
COMMENT ON COLUMN request_submissions.area_id IS 'Area of the case.';
COMMENT ON COLUMN request_submissions.number IS 'From one, in the order of submitting.';
COMMENT ON COLUMN request_submissions.form_version IS 'Version of the form it was given in.';
COMMENT ON COLUMN request_submissions.submitted_at IS 'When it was submitted.';
COMMENT ON COLUMN request_submissions.submitted_by IS 'Colleague who submitted it.';
COMMENT ON COLUMN request_submissions.visit_id IS 'Visit in which it was submitted.';
COMMENT ON COLUMN request_submissions.client_id IS 'System that submitted it.';
COMMENT ON COLUMN request_submissions.submitted_by_name IS 'Name of who submitted it, as it was then.';
COMMENT ON COLUMN request_submissions.sealed IS 'Every answer with who gave it and when, sealed with the key of the request.';

CREATE TABLE request_clarifications (
    id uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES requests (id),
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    returned_at timestamptz NOT NULL,
    returned_by uuid NOT NULL REFERENCES users (id),
    sealed bytea NOT NULL,
    FOREIGN KEY (request_id, case_id, area_id) REFERENCES requests (id, case_id, area_id) ON UPDATE CASCADE
);
CREATE INDEX request_clarifications_by_request ON request_clarifications (request_id, case_id, area_id);
CREATE INDEX request_clarifications_by_area ON request_clarifications (area_id);
CREATE INDEX request_clarifications_by_returner ON request_clarifications (returned_by);
COMMENT ON TABLE request_clarifications IS 'What the office asked to have cleared up. While a request is returned, only these questions can be answered.';
COMMENT ON COLUMN request_clarifications.id IS 'Identifier.';
COMMENT ON COLUMN request_clarifications.request_id IS 'Request.';
COMMENT ON COLUMN request_clarifications.case_id IS 'Case.';
COMMENT ON COLUMN request_clarifications.area_id IS 'Area of the case.';
COMMENT ON COLUMN request_clarifications.returned_at IS 'When it was returned.';
COMMENT ON COLUMN request_clarifications.returned_by IS 'Who returned it.';
COMMENT ON COLUMN request_clarifications.sealed IS 'The questions and what is asked about each, sealed with the key of the request.';

CREATE TABLE composite_choices (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    form_id text NOT NULL,
    question text NOT NULL,
    row_key text NOT NULL DEFAULT '',
    chosen_at timestamptz NOT NULL,
    chosen_by uuid NOT NULL REFERENCES users (id),
    sealed bytea NOT NULL,
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE
);
CREATE INDEX composite_choices_by_case ON composite_choices (case_id, area_id);
CREATE INDEX composite_choices_by_area ON composite_choices (area_id);
CREATE INDEX composite_choices_by_chooser ON composite_choices (chosen_by);
COMMENT ON TABLE composite_choices IS 'Which of several answers counts for a case, or what a person wrote in their place. The latest of a question counts.';
COMMENT ON COLUMN composite_choices.id IS 'Identifier.';
COMMENT ON COLUMN composite_choices.case_id IS 'Case.';
COMMENT ON COLUMN composite_choices.area_id IS 'Area of the case.';
COMMENT ON COLUMN composite_choices.form_id IS 'Form.';
COMMENT ON COLUMN composite_choices.question IS 'Question.';
COMMENT ON COLUMN composite_choices.row_key IS 'Row of a group, as the composite names it; empty for a question that has no rows.';
COMMENT ON COLUMN composite_choices.chosen_at IS 'When it was chosen.';
COMMENT ON COLUMN composite_choices.chosen_by IS 'Who chose.';
COMMENT ON COLUMN composite_choices.sealed IS 'What was chosen, why, and the answers it was chosen from, sealed with the key of the case.';

CREATE TABLE composite_joins (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    form_id text NOT NULL,
    question text NOT NULL,
    request_ids uuid[] NOT NULL,
    row_ids uuid[] NOT NULL CHECK (cardinality(row_ids) > 1 AND cardinality(row_ids) = cardinality(request_ids)),
    joined_at timestamptz NOT NULL,
    joined_by uuid NOT NULL REFERENCES users (id),
    ended_at timestamptz,
    ended_by uuid REFERENCES users (id),
    FOREIGN KEY (case_id, area_id) REFERENCES cases (id, area_id) ON UPDATE CASCADE,
    CONSTRAINT composite_joins_ending CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX composite_joins_by_case ON composite_joins (case_id, area_id);
CREATE INDEX composite_joins_by_area ON composite_joins (area_id);
CREATE INDEX composite_joins_by_joiner ON composite_joins (joined_by);
CREATE INDEX composite_joins_by_ender ON composite_joins (ended_by);
COMMENT ON TABLE composite_joins IS 'Rows of several contributions that a person said are one: the same sibling told of by two agencies.';
COMMENT ON COLUMN composite_joins.id IS 'Identifier.';
COMMENT ON COLUMN composite_joins.case_id IS 'Case.';
COMMENT ON COLUMN composite_joins.area_id IS 'Area of the case.';
COMMENT ON COLUMN composite_joins.form_id IS 'Form.';
COMMENT ON COLUMN composite_joins.question IS 'Group of rows.';
COMMENT ON COLUMN composite_joins.request_ids IS 'Requests the rows came with, in the order of row_ids.';
COMMENT ON COLUMN composite_joins.row_ids IS 'The rows, each of another contribution.';
COMMENT ON COLUMN composite_joins.joined_at IS 'When they were joined.';
COMMENT ON COLUMN composite_joins.joined_by IS 'Who joined them.';
COMMENT ON COLUMN composite_joins.ended_at IS 'When they were taken apart; empty while joined.';
COMMENT ON COLUMN composite_joins.ended_by IS 'Who took them apart.';

-- Who answers by an invitation, or as a system, is neither a person with an account nor a stranger.
ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_actor_kind_check,
    ADD CONSTRAINT audit_entries_actor_kind_check CHECK (actor_kind IN ('person', 'public', 'system', 'operator', 'invitation', 'machine'));
COMMENT ON COLUMN audit_entries.actor_kind IS 'Person signed in, member of the public, the system itself, an operator at the command line, whoever answers by an invitation, or the system of an organisation.';
