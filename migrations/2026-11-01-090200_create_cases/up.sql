-- A case: one child whose death is reviewed, in exactly one area at a time.
CREATE TABLE case_reference_counters (
    area_id uuid NOT NULL REFERENCES areas (id),
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (area_id, year)
);
COMMENT ON TABLE case_reference_counters IS 'Last number given in AREA/YEAR/NNNN.';
COMMENT ON COLUMN case_reference_counters.area_id IS 'Area.';
COMMENT ON COLUMN case_reference_counters.year IS 'Calendar year the case was opened, London.';
COMMENT ON COLUMN case_reference_counters.last IS 'Last number given.';

CREATE TABLE cases (
    id uuid PRIMARY KEY,
    area_id uuid NOT NULL REFERENCES areas (id),
    review_type text NOT NULL,
    reference text NOT NULL CONSTRAINT cases_reference_unique UNIQUE,
    status text NOT NULL CHECK (status IN ('triage', 'information_gathering', 'awaiting_other_process', 'ready_for_cdrm',
        'cdrm_held', 'ready_for_panel', 'listed_for_panel', 'reviewed', 'finalised', 'actions_open', 'archived',
        'not_in_scope', 'transferred_out', 'merged')),
    is_open boolean NOT NULL GENERATED ALWAYS AS
        (status NOT IN ('finalised', 'archived', 'not_in_scope', 'transferred_out', 'merged')) STORED,
    surname text NOT NULL,
    forenames text NOT NULL,
    aliases text,
    nhs_number text CHECK (nhs_number ~ '^[0-9]{10}$'),
    nhs_number_missing_reason text,
    date_of_birth date NOT NULL,
    date_of_death date NOT NULL,
    time_of_death time,
    age_days integer NOT NULL CHECK (age_days >= 0),
    age_band text NOT NULL,
    sex text NOT NULL,
    ethnicity text NOT NULL,
    place_of_death text NOT NULL,
    address jsonb NOT NULL,
    postcode text,
    local_authority_code text REFERENCES local_authorities (code),
    opened_at timestamptz NOT NULL,
    opened_by uuid REFERENCES users (id),
    next_due_at timestamptz,
    next_due_rule text,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX cases_open_by_opened ON cases (area_id, is_open, opened_at, id);
CREATE INDEX cases_all_by_opened ON cases (area_id, opened_at, id);
CREATE INDEX cases_by_status ON cases (area_id, status, opened_at, id);
CREATE INDEX cases_by_due ON cases (area_id, next_due_at, id) WHERE is_open AND next_due_at IS NOT NULL;
CREATE INDEX cases_by_death ON cases (area_id, date_of_death, id);
CREATE INDEX cases_by_birth ON cases (area_id, date_of_birth);
CREATE INDEX cases_by_reference ON cases (area_id, reference);
CREATE INDEX cases_by_nhs_number ON cases (area_id, nhs_number) WHERE nhs_number IS NOT NULL;
CREATE INDEX cases_by_local_authority ON cases (local_authority_code);
CREATE INDEX cases_by_opener ON cases (opened_by);
COMMENT ON TABLE cases IS 'Child death reviews.';
COMMENT ON COLUMN cases.id IS 'Identifier.';
COMMENT ON COLUMN cases.area_id IS 'Area responsible.';
COMMENT ON COLUMN cases.review_type IS 'Review type code.';
COMMENT ON COLUMN cases.reference IS 'AREA/YEAR/NNNN.';
COMMENT ON COLUMN cases.status IS 'Where the review stands.';
COMMENT ON COLUMN cases.is_open IS 'Whether work remains; derived from the status.';
COMMENT ON COLUMN cases.surname IS 'Surname of the child; the family name when not yet named.';
COMMENT ON COLUMN cases.forenames IS 'First and other names; empty when not yet named.';
COMMENT ON COLUMN cases.aliases IS 'Also known as.';
COMMENT ON COLUMN cases.nhs_number IS 'Ten digits.';
COMMENT ON COLUMN cases.nhs_number_missing_reason IS 'Why there is no NHS number.';
COMMENT ON COLUMN cases.date_of_birth IS 'Date of birth.';
COMMENT ON COLUMN cases.date_of_death IS 'Date of death.';
COMMENT ON COLUMN cases.time_of_death IS 'Time of death, London, where known.';
COMMENT ON COLUMN cases.age_days IS 'Completed days between birth and death.';
COMMENT ON COLUMN cases.age_band IS 'Age band code of the national tables.';
COMMENT ON COLUMN cases.sex IS 'Sex code.';
COMMENT ON COLUMN cases.ethnicity IS 'Ethnic category code.';
COMMENT ON COLUMN cases.place_of_death IS 'Place code.';
COMMENT ON COLUMN cases.address IS 'Home address: line1, line2, town, postcode.';
COMMENT ON COLUMN cases.postcode IS 'Home postcode, with its space.';
COMMENT ON COLUMN cases.local_authority_code IS 'Local authority of residence, where known.';
COMMENT ON COLUMN cases.opened_at IS 'When the notification was accepted.';
COMMENT ON COLUMN cases.opened_by IS 'Who accepted it.';
COMMENT ON COLUMN cases.next_due_at IS 'Earliest unmet deadline.';
COMMENT ON COLUMN cases.next_due_rule IS 'Its rule.';
COMMENT ON COLUMN cases.version IS 'Raised by one with each change.';

CREATE TABLE case_name_keys (
    case_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    key text COLLATE "C" NOT NULL,
    PRIMARY KEY (area_id, key, case_id)
);
CREATE INDEX case_name_keys_by_case ON case_name_keys (case_id);
COMMENT ON TABLE case_name_keys IS 'Folded parts of the names of the child, one a row, so that a search by the start of a name uses an index behind row-level security.';
COMMENT ON COLUMN case_name_keys.case_id IS 'Case.';
COMMENT ON COLUMN case_name_keys.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_name_keys.key IS 'Lower case letters of one part of a name.';

CREATE TABLE case_people (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    role text NOT NULL CHECK (role IN ('carer', 'child', 'other')),
    name text NOT NULL,
    relationship text,
    date_of_birth date,
    details jsonb NOT NULL,
    position integer NOT NULL
);
CREATE INDEX case_people_by_case ON case_people (case_id, position);
CREATE INDEX case_people_by_area ON case_people (area_id);
COMMENT ON TABLE case_people IS 'Family and household, as the notification told.';
COMMENT ON COLUMN case_people.id IS 'Identifier; the row id of the notification form.';
COMMENT ON COLUMN case_people.case_id IS 'Case.';
COMMENT ON COLUMN case_people.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_people.role IS 'Carer, other child, or another person of importance.';
COMMENT ON COLUMN case_people.name IS 'Name.';
COMMENT ON COLUMN case_people.relationship IS 'Relationship to the child, code or words.';
COMMENT ON COLUMN case_people.date_of_birth IS 'Date of birth.';
COMMENT ON COLUMN case_people.details IS 'The other answers of the row.';
COMMENT ON COLUMN case_people.position IS 'Order given.';

CREATE TABLE case_professionals (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    agency text NOT NULL,
    name text,
    job_title text,
    organisation text,
    phone text,
    email text,
    informed text,
    position integer NOT NULL
);
CREATE INDEX case_professionals_by_case ON case_professionals (case_id, position);
CREATE INDEX case_professionals_by_area ON case_professionals (area_id);
COMMENT ON TABLE case_professionals IS 'Professionals and agencies who knew the child, the people to ask.';
COMMENT ON COLUMN case_professionals.id IS 'Identifier; the row id of the notification form.';
COMMENT ON COLUMN case_professionals.case_id IS 'Case.';
COMMENT ON COLUMN case_professionals.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_professionals.agency IS 'Agency type code.';
COMMENT ON COLUMN case_professionals.name IS 'Name.';
COMMENT ON COLUMN case_professionals.job_title IS 'Role.';
COMMENT ON COLUMN case_professionals.organisation IS 'Organisation.';
COMMENT ON COLUMN case_professionals.phone IS 'Phone.';
COMMENT ON COLUMN case_professionals.email IS 'E-mail.';
COMMENT ON COLUMN case_professionals.informed IS 'Whether already told of the death: yes, no or empty.';
COMMENT ON COLUMN case_professionals.position IS 'Order given.';

CREATE TABLE case_deadlines (
    case_id uuid NOT NULL REFERENCES cases (id),
    rule_id text NOT NULL,
    area_id uuid NOT NULL REFERENCES areas (id),
    trigger_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    met_at timestamptz,
    PRIMARY KEY (case_id, rule_id)
);
CREATE INDEX case_deadlines_by_area ON case_deadlines (area_id);
COMMENT ON TABLE case_deadlines IS 'Deadlines running on a case, from the catalogue.';
COMMENT ON COLUMN case_deadlines.case_id IS 'Case.';
COMMENT ON COLUMN case_deadlines.rule_id IS 'Rule of the catalogue.';
COMMENT ON COLUMN case_deadlines.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_deadlines.trigger_at IS 'Event that started the clock.';
COMMENT ON COLUMN case_deadlines.due_at IS 'When due.';
COMMENT ON COLUMN case_deadlines.met_at IS 'When met; empty while running.';

CREATE TABLE case_events (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (id),
    area_id uuid NOT NULL REFERENCES areas (id),
    at timestamptz NOT NULL,
    kind text NOT NULL,
    actor_id uuid REFERENCES users (id),
    detail jsonb NOT NULL
);
CREATE INDEX case_events_by_case ON case_events (case_id, at, id);
CREATE INDEX case_events_by_area ON case_events (area_id);
CREATE INDEX case_events_by_actor ON case_events (actor_id);
COMMENT ON TABLE case_events IS 'Everything that happened on a case, in order; added to, never changed.';
COMMENT ON COLUMN case_events.id IS 'Identifier.';
COMMENT ON COLUMN case_events.case_id IS 'Case.';
COMMENT ON COLUMN case_events.area_id IS 'Area of the case.';
COMMENT ON COLUMN case_events.at IS 'When.';
COMMENT ON COLUMN case_events.kind IS 'What, from the closed list of case event kinds.';
COMMENT ON COLUMN case_events.actor_id IS 'Who; empty when a member of the public or the system.';
COMMENT ON COLUMN case_events.detail IS 'References needed to tell it in words.';

CREATE TABLE case_counts (
    area_id uuid NOT NULL REFERENCES areas (id),
    status text NOT NULL,
    shard smallint NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (area_id, status, shard)
);
COMMENT ON TABLE case_counts IS 'Cases by area and status, kept by trigger in shards so that writers do not wait for each other; a count is a sum of at most sixteen rows.';
COMMENT ON COLUMN case_counts.area_id IS 'Area.';
COMMENT ON COLUMN case_counts.status IS 'Status.';
COMMENT ON COLUMN case_counts.shard IS 'Backend modulo sixteen.';
COMMENT ON COLUMN case_counts.n IS 'Share of the count; one shard alone may be negative.';
