// @generated automatically by Diesel CLI.

diesel::table! {
    /// Which local authorities make up an area, by date.
    area_local_authorities (area_id, local_authority_code, valid_from) {
        /// The area.
        area_id -> Uuid,
        /// The local authority.
        local_authority_code -> Text,
        /// First day it belongs.
        valid_from -> Date,
        /// Day it left; empty while it belongs.
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    /// Child death overview panel footprints. Merging and splitting is by date; a case keeps the area it was opened in.
    areas (id) {
        /// Identifier.
        id -> Uuid,
        /// Short code, first part of a case reference.
        code -> Text,
        /// Name people know the panel by.
        name -> Text,
        /// First day the footprint exists.
        valid_from -> Date,
        /// Day the footprint ceased; empty while it exists.
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    /// Every change and every read of identifiable data, written in the transaction of the change or read. Added to, never changed; identifiers only, no personal data; no foreign keys, so that it outlives what it speaks of.
    audit_entries (id) {
        /// Identifier.
        id -> Int8,
        /// Transaction, so that sealing never skips one that commits late.
        xid -> Int8,
        /// When.
        at -> Timestamptz,
        /// Person signed in, member of the public, the system itself, an operator at the command line, whoever answers by an invitation, or the system of an organisation.
        actor_kind -> Text,
        /// Person, when signed in.
        actor_id -> Nullable<Uuid>,
        /// Role that allowed it.
        role -> Nullable<Text>,
        /// Session.
        session_id -> Nullable<Uuid>,
        /// What was done, from the closed list of audited actions.
        action -> Text,
        /// Kind of thing.
        object_kind -> Text,
        /// Which.
        object_id -> Nullable<Uuid>,
        /// Area concerned.
        area_id -> Nullable<Uuid>,
        /// Case concerned.
        case_id -> Nullable<Uuid>,
        /// Purpose of the access.
        purpose -> Text,
        /// Request, as in the log and the answer.
        request_id -> Uuid,
        /// Codes that explain a change, and what a list or search returned, as JSON; never personal data. Text, since the seal covers its very bytes.
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    /// Hash chain over committed audit entries, made by the worker within seconds.
    audit_seals (seq) {
        /// Place in the chain, without gaps.
        seq -> Int8,
        /// Entry sealed.
        entry_id -> Int8,
        /// Its transaction.
        entry_xid -> Int8,
        /// SHA-256 over the hash before and the entry.
        hash -> Bytea,
        /// When sealed.
        sealed_at -> Timestamptz,
    }
}

diesel::table! {
    /// Cases by area and status, kept by trigger in shards so that writers do not wait for each other; a count is a sum of at most sixteen rows.
    case_counts (area_id, status, shard) {
        /// Area.
        area_id -> Uuid,
        /// Status.
        status -> Text,
        /// Backend modulo sixteen.
        shard -> Int2,
        /// Share of the count; one shard alone may be negative.
        n -> Int8,
    }
}

diesel::table! {
    /// Deadlines running on a case, from the catalogue.
    case_deadlines (case_id, rule_id) {
        /// Case.
        case_id -> Uuid,
        /// Rule of the catalogue.
        rule_id -> Text,
        /// Area of the case.
        area_id -> Uuid,
        /// Event that started the clock.
        trigger_at -> Timestamptz,
        /// When due.
        due_at -> Timestamptz,
        /// When met; empty while running.
        met_at -> Nullable<Timestamptz>,
        /// When the clock was stopped for good, since the review ended before it was met.
        stopped_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Versions of documents: each a file that was checked, sealed and put into the store.
    case_document_versions (id) {
        /// Identifier; what is in the store is bound to it.
        id -> Uuid,
        /// Document.
        document_id -> Uuid,
        /// Case of the document.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// From one, in the order of uploading.
        number -> Int4,
        /// Code of the kind of file, which names the type it is sent with.
        kind -> Text,
        /// Bytes of the file as it is kept, before sealing.
        size -> Int8,
        /// Name of the file, made safe, sealed with the key of the case.
        sealed_file_name -> Bytea,
        /// SHA-256 of the file as it is kept, sealed with the key of the case.
        sealed_sha256 -> Bytea,
        /// Whether what is kept differs from what was sent: a picture without place and camera, a text in another encoding.
        cleaned -> Bool,
        /// Random name of the sealed file in the store.
        object_name -> Text,
        /// What is known of viruses; only not_scanned and clean are sent to anybody.
        scan_state -> Text,
        /// When a scanner last answered.
        scanned_at -> Nullable<Timestamptz>,
        /// When it was uploaded.
        uploaded_at -> Timestamptz,
        /// Who uploaded it.
        uploaded_by -> Uuid,
    }
}

diesel::table! {
    /// Documents of a case. What a document is, whatever its versions.
    case_documents (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Code of what it is.
        classification -> Text,
        /// Whether it is kept out of what the panel is given.
        withheld_from_panel -> Bool,
        /// Title, sealed with the key of the case.
        sealed_title -> Bytea,
        /// Raised by every change, so that two people do not undo each other.
        version -> Int4,
        /// When its first version was uploaded.
        created_at -> Timestamptz,
        /// When it was withdrawn; empty while it counts.
        withdrawn_at -> Nullable<Timestamptz>,
        /// Who withdrew it.
        withdrawn_by -> Nullable<Uuid>,
        /// Why it was withdrawn, sealed with the key of the case.
        sealed_withdrawal_reason -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// The case record: people, households, addresses, professionals, chronology, contact with the family, and whether the national database was told.
    case_entries (id) {
        /// Identifier; of somebody the notification named, the identifier there.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Which part of the record, from the closed list.
        part -> Text,
        /// Code by which the part tells its entries apart, where it does: open and answered questions.
        state -> Nullable<Text>,
        /// Day the entry is about, where the part has one; of an uncertain date the first it can be.
        day -> Nullable<Date>,
        /// The entry, as JSON sealed with the key of the case.
        sealed -> Bytea,
        /// Raised by one with each change.
        version -> Int4,
        /// When this version was written.
        written_at -> Timestamptz,
        /// Who wrote it.
        written_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Everything that happened on a case, in order; added to, never changed.
    case_events (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// When.
        at -> Timestamptz,
        /// What, from the closed list of case event kinds.
        kind -> Text,
        /// Who; empty when a member of the public or the system.
        actor_id -> Nullable<Uuid>,
        /// What is needed to tell it in words, sealed with the key of the case.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Who may know of a restricted case.
    case_grants (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Who may.
        user_id -> Uuid,
        /// Since when.
        granted_at -> Timestamptz,
        /// Who gave it; empty when an operator did, at the command line.
        granted_by -> Nullable<Uuid>,
        /// When it ended; empty while it holds.
        ended_at -> Nullable<Timestamptz>,
        /// Who ended it.
        ended_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Declared interests: the case is hidden from the person, whatever else they were given.
    case_interests (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Who has the interest.
        user_id -> Uuid,
        /// When it was declared.
        declared_at -> Timestamptz,
        /// Who declared it: the person, or a manager.
        declared_by -> Uuid,
        /// What the interest is, sealed with the key of the case.
        sealed_reason -> Bytea,
        /// When it was withdrawn; empty while it holds.
        ended_at -> Nullable<Timestamptz>,
        /// Who withdrew it; never the person.
        ended_by -> Nullable<Uuid>,
        /// Why it was withdrawn, sealed with the key of the case.
        sealed_end_reason -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// What was decided about a joint agency response: every version; the latest holds.
    case_joint_agency_responses (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Counts from 1 within the case.
        version -> Int4,
        /// Whether one is needed: yes, no or not_yet_known.
        needed -> Text,
        /// Codes of the criteria that apply.
        criteria -> Array<Nullable<Text>>,
        /// Whether it was begun, or should have been, for a child brought to hospital near death.
        near_death -> Bool,
        /// Whether it was started; empty while that is not known.
        started -> Nullable<Bool>,
        /// When it was started.
        started_at -> Nullable<Timestamptz>,
        /// When the decision was taken; empty while there is none.
        decided_at -> Nullable<Timestamptz>,
        /// Who decided, and why it was not started, sealed with the key of the case.
        sealed -> Bytea,
        /// When this version was written.
        recorded_at -> Timestamptz,
        /// Who wrote it; empty where it was taken from the notification and nobody has confirmed it.
        recorded_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Links between two cases, kept once for both.
    case_links (id) {
        /// Identifier.
        id -> Uuid,
        /// The case whose identifier comes first.
        case_id -> Uuid,
        /// Area of the first case.
        area_id -> Uuid,
        /// The other case.
        other_id -> Uuid,
        /// Area of the other case; the same when the link is made.
        other_area_id -> Uuid,
        /// Why they belong together, from the closed list.
        kind -> Text,
        /// In words, as JSON sealed with the key of the first case.
        sealed -> Bytea,
        /// When the link was made.
        linked_at -> Timestamptz,
        /// Who made it.
        linked_by -> Nullable<Uuid>,
        /// When it ended; empty while it holds.
        ended_at -> Nullable<Timestamptz>,
        /// Who ended it.
        ended_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Cases of one child that became one, and those taken apart again; ended, never deleted.
    case_merges (id) {
        /// Identifier.
        id -> Uuid,
        /// Case that continues.
        survivor_id -> Uuid,
        /// Case that continues under the reference of the other.
        merged_id -> Uuid,
        /// Area of the case that continues.
        area_id -> Uuid,
        /// Where the merged case stood, for when they are taken apart.
        status_before -> Text,
        /// Whether the merged case was restricted before.
        merged_restricted_before -> Bool,
        /// Whether the case that continues was restricted before.
        survivor_restricted_before -> Bool,
        /// The comparison as it was then, sealed with the key of the case that continues.
        sealed_comparison -> Bytea,
        /// Why they are one child, in words, sealed likewise.
        sealed_reason -> Bytea,
        /// When.
        merged_at -> Timestamptz,
        /// By whom.
        merged_by -> Uuid,
        /// When they were taken apart; empty while they are one.
        ended_at -> Nullable<Timestamptz>,
        /// By whom.
        ended_by -> Nullable<Uuid>,
        /// Why they were taken apart, in words, sealed likewise.
        sealed_end_reason -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Index codes of the beginnings of the parts of the names of the child, one a row, so that a search by the start of a name uses an index behind row-level security.
    case_name_keys (area_id, key, case_id) {
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Index code of the first two, three or four letters of one part of a name.
        key -> Int8,
    }
}

diesel::table! {
    /// Notes kept apart from the statutory record: in no pack, no print and no export.
    case_notes (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// The note, as JSON sealed with the key of the case.
        sealed -> Bytea,
        /// Raised by one with each change.
        version -> Int4,
        /// When it was first written.
        noted_at -> Timestamptz,
        /// When this version was written.
        written_at -> Timestamptz,
        /// Who wrote it.
        written_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Family and household, as the notification told.
    case_people (id) {
        /// Identifier; the row id of the notification form.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Carer, other child, or another person of importance.
        role -> Text,
        /// Order given.
        position -> Int4,
        /// Name, relationship, date of birth and the other answers of the row, sealed with the key of the case.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Other reviews and investigations of the same death.
    case_processes (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Kind, from the closed list.
        kind -> Text,
        /// How far it has come.
        status -> Text,
        /// Day it began, where known.
        started_on -> Nullable<Date>,
        /// Day its outcome is expected, where known.
        expected_on -> Nullable<Date>,
        /// Day it was concluded.
        concluded_on -> Nullable<Date>,
        /// Whether the review meeting waits for it.
        blocks_meeting -> Bool,
        /// Whether the panel waits for it.
        blocks_panel -> Bool,
        /// Whether the time it takes does not count.
        stops_clock -> Bool,
        /// Organisation, contact, reference and outcome, as JSON sealed with the key of the case.
        sealed -> Bytea,
        /// Raised by one with each change.
        version -> Int4,
        /// When this version was written.
        written_at -> Timestamptz,
        /// Who wrote it.
        written_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Professionals and agencies who knew the child, the people to ask.
    case_professionals (id) {
        /// Identifier; the row id of the notification form.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Agency type code.
        agency -> Text,
        /// Whether already told of the death: yes, no or empty.
        informed -> Nullable<Text>,
        /// Order given.
        position -> Int4,
        /// Name, role, organisation, phone and e-mail, sealed with the key of the case.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Every version of every part of a case record, as it was written; added to, never changed.
    case_record_versions (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Which part of the record, a code.
        part -> Text,
        /// The row of that part.
        row_id -> Uuid,
        /// Its version, from 1.
        version -> Int4,
        /// When it was written.
        written_at -> Timestamptz,
        /// Who wrote it.
        written_by -> Nullable<Uuid>,
        /// What was written, as JSON sealed with the key of the case.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Last number given in AREA/YEAR/NNNN.
    case_reference_counters (area_id, year) {
        /// Area.
        area_id -> Uuid,
        /// Calendar year the case was opened, London.
        year -> Int4,
        /// Last number given.
        last -> Int4,
    }
}

diesel::table! {
    /// What showed that a baby was stillborn, which ended the review.
    case_stillbirth_proofs (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Day on which it was shown.
        proved_on -> Date,
        /// Who showed it and by what, sealed with the key of the case.
        sealed -> Bytea,
        /// When it was recorded.
        recorded_at -> Timestamptz,
        /// Who recorded it.
        recorded_by -> Uuid,
    }
}

diesel::table! {
    /// Child death reviews.
    cases (id) {
        /// Identifier.
        id -> Uuid,
        /// Area responsible.
        area_id -> Uuid,
        /// Review type code.
        review_type -> Text,
        /// AREA/YEAR/NNNN.
        reference -> Text,
        /// Where the review stands.
        status -> Text,
        /// Whether work remains; derived from the status.
        is_open -> Bool,
        /// Why there is no NHS number.
        nhs_number_missing_reason -> Nullable<Text>,
        /// Date of birth.
        date_of_birth -> Date,
        /// Date of death.
        date_of_death -> Date,
        /// Time of death, London, where known.
        time_of_death -> Nullable<Time>,
        /// Completed days between birth and death.
        age_days -> Int4,
        /// Age band code of the national tables.
        age_band -> Text,
        /// Sex code.
        sex -> Text,
        /// Ethnic category code.
        ethnicity -> Text,
        /// Place code.
        place_of_death -> Text,
        /// Local authority of residence, where known.
        local_authority_code -> Nullable<Text>,
        /// When the notification was accepted.
        opened_at -> Timestamptz,
        /// Who accepted it.
        opened_by -> Nullable<Uuid>,
        /// Earliest unmet deadline.
        next_due_at -> Nullable<Timestamptz>,
        /// Its rule.
        next_due_rule -> Nullable<Text>,
        /// Raised by one with each change.
        version -> Int4,
        /// Time of birth, London, where known; asked of babies under 28 days.
        time_of_birth -> Nullable<Time>,
        /// Key of this case, wrapped by a key that is kept outside the database.
        wrapped_key -> Bytea,
        /// Whether only people with a grant may know of the case.
        restricted -> Bool,
        /// Names, other names, NHS number, home address and postcode, sealed with the key of the case.
        sealed -> Bytea,
        /// Index code of the NHS number in this area.
        nhs_key -> Nullable<Int8>,
        /// Index codes of the sounds of the names and of the home postcode, in this area.
        match_keys -> Array<Nullable<Int8>>,
        /// Area in which the child normally lived, where known.
        area_of_residence -> Nullable<Uuid>,
        /// Area in which the child died, where known.
        area_of_death -> Nullable<Uuid>,
        /// Area in which the event or collapse happened that led to the death, where known.
        area_of_event -> Nullable<Uuid>,
        /// Case under whose reference this one continues; what belongs to this one stays with it and is read with that one.
        merged_into -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Which of several answers counts for a case, or what a person wrote in their place. The latest of a question counts.
    composite_choices (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Form.
        form_id -> Text,
        /// Question.
        question -> Text,
        /// Row of a group, as the composite names it; empty for a question that has no rows.
        row_key -> Text,
        /// When it was chosen.
        chosen_at -> Timestamptz,
        /// Who chose.
        chosen_by -> Uuid,
        /// What was chosen, why, and the answers it was chosen from, sealed with the key of the case.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Rows of several contributions that a person said are one: the same sibling told of by two agencies.
    composite_joins (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Form.
        form_id -> Text,
        /// Group of rows.
        question -> Text,
        /// Requests the rows came with, in the order of row_ids.
        request_ids -> Array<Nullable<Uuid>>,
        /// The rows, each of another contribution.
        row_ids -> Array<Nullable<Uuid>>,
        /// When they were joined.
        joined_at -> Timestamptz,
        /// Who joined them.
        joined_by -> Uuid,
        /// When they were taken apart; empty while joined.
        ended_at -> Nullable<Timestamptz>,
        /// Who took them apart.
        ended_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// What a person answered when they compared a notification with another record and did not link them; ended, never deleted.
    duplicate_answers (id) {
        /// Identifier.
        id -> Uuid,
        /// Area of the notification.
        area_id -> Uuid,
        /// Notification on whose page the answer was given.
        notification_id -> Uuid,
        /// Case it was compared with, or
        other_case_id -> Nullable<Uuid>,
        /// notification it was compared with.
        other_notification_id -> Nullable<Uuid>,
        /// Same child (of two notifications, to be remembered), different child, or not sure.
        answer -> Text,
        /// The comparison as it was shown, sealed with the key of the notification.
        sealed_comparison -> Bytea,
        /// Why, in words, sealed likewise.
        sealed_reason -> Bytea,
        /// When.
        answered_at -> Timestamptz,
        /// By whom.
        answered_by -> Uuid,
        /// When it was taken back or answered anew; empty while it holds.
        ended_at -> Nullable<Timestamptz>,
        /// By whom.
        ended_by -> Nullable<Uuid>,
        /// Why it was taken back, in words, sealed likewise; empty when it was answered anew.
        sealed_end_reason -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Restricted cases opened in an emergency by somebody without a grant: one case, for an hour, to read.
    glass_breaks (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Who opened it.
        user_id -> Uuid,
        /// Code of the reason.
        reason -> Text,
        /// The reference of the case and the reason in words, sealed with the key of this row.
        sealed_words -> Bytea,
        /// Key of this row, wrapped by a key outside the database: a reviewer reads the reason without the key of the case.
        wrapped_key -> Bytea,
        /// When.
        opened_at -> Timestamptz,
        /// When it ends by itself.
        expires_at -> Timestamptz,
        /// When it was reviewed; empty while that is to be done.
        reviewed_at -> Nullable<Timestamptz>,
        /// Who reviewed it; never who opened it.
        reviewed_by -> Nullable<Uuid>,
        /// Code of what the review found.
        outcome -> Nullable<Text>,
        /// The review in words, sealed with the key of this row.
        sealed_review -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Answers already given to a key, kept 72 hours, so that a repeated request changes nothing.
    idempotency_keys (principal, key) {
        /// SHA-256 of who asked: the person, or the address of a member of the public.
        principal -> Bytea,
        /// Idempotency-Key header.
        key -> Text,
        /// SHA-256 of method, path and body.
        request_hash -> Bytea,
        /// Status answered.
        status -> Int2,
        /// Location answered.
        location -> Nullable<Text>,
        /// Body answered.
        body -> Jsonb,
        /// When.
        created_at -> Timestamptz,
    }
}

diesel::table! {
    /// Work to do after a change, enqueued in its transaction. Identifiers only, no personal data.
    jobs (id) {
        /// Identifier; also the stable message id of a mail.
        id -> Uuid,
        /// What to do.
        kind -> Text,
        /// Identifiers needed.
        payload -> Jsonb,
        /// Not before.
        run_at -> Timestamptz,
        /// Tries so far.
        attempts -> Int4,
        /// A worker has it until then.
        leased_until -> Nullable<Timestamptz>,
        /// When done.
        done_at -> Nullable<Timestamptz>,
        /// When given up, for a person to look at.
        dead_at -> Nullable<Timestamptz>,
        /// Last failure, without personal data.
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    /// Local authorities by ONS code.
    local_authorities (code) {
        /// ONS nine-character code.
        code -> Text,
        /// Name.
        name -> Text,
        /// ONS region code, where known.
        region -> Nullable<Text>,
    }
}

diesel::table! {
    /// Assertions by which systems have signed in, so that each works once.
    machine_assertions (hash) {
        /// SHA-256 of client and assertion id.
        hash -> Bytea,
        /// When the assertion itself expires, after which the row is forgotten.
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    /// Systems of organisations that answer requests by themselves, each with a key of its own.
    machine_clients (id) {
        /// Identifier, which the system gives as its client_id.
        id -> Uuid,
        /// Organisation it acts for.
        organisation_id -> Uuid,
        /// What it is called.
        name -> Text,
        /// Its public key, PEM.
        public_key -> Text,
        /// When it was added.
        created_at -> Timestamptz,
        /// When it was disabled; empty while it may sign in.
        disabled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// What a person is, where, and from when to when.
    memberships (id) {
        /// Identifier.
        id -> Uuid,
        /// The person.
        user_id -> Uuid,
        /// Role code of the policy table.
        role -> Text,
        /// Area the role is held in; empty for national and system roles.
        area_id -> Nullable<Uuid>,
        /// Organisation the person acts for.
        organisation_id -> Nullable<Uuid>,
        /// When it begins.
        valid_from -> Timestamptz,
        /// When it ended; empty while held.
        valid_to -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Notifications by area and status, kept like case_counts.
    notification_counts (area_id, status, shard) {
        /// Area.
        area_id -> Uuid,
        /// Status.
        status -> Text,
        /// Backend modulo sixteen.
        shard -> Int2,
        /// Share of the count.
        n -> Int8,
    }
}

diesel::table! {
    /// Notifications begun and not yet sent; deleted when sent or expired.
    notification_drafts (id) {
        /// Identifier.
        id -> Uuid,
        /// Reference the notifier writes down.
        reference -> Text,
        /// SHA-256 of the typed code, keyed by the reference.
        code_hash -> Bytea,
        /// SHA-256 of the token in the cookie of the device last used.
        token_hash -> Bytea,
        /// Form.
        form_id -> Text,
        /// Version of the form the answers belong to.
        form_version -> Int4,
        /// Raised by one with each save.
        revision -> Int4,
        /// When begun.
        created_at -> Timestamptz,
        /// When last saved.
        saved_at -> Timestamptz,
        /// When it will be deleted.
        expires_at -> Timestamptz,
        /// Area whose panel was chosen by hand.
        area_id -> Nullable<Uuid>,
        /// Key of this draft, wrapped by a key that is kept outside the database.
        wrapped_key -> Bytea,
        /// The answers so far, sealed with the key of the draft.
        sealed_answers -> Bytea,
    }
}

diesel::table! {
    /// Which case a notification belongs to, and which it belonged to before; ended, never deleted.
    notification_links (id) {
        /// Identifier.
        id -> Uuid,
        /// Notification.
        notification_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Whether accepting it opened the case, or it was added to one that stood.
        kind -> Text,
        /// What a person answered when they saw the two side by side; empty when the case was opened from it.
        answer -> Nullable<Text>,
        /// The comparison as it was then, sealed with the key of the notification.
        sealed_comparison -> Nullable<Bytea>,
        /// How they knew that it is the same child, in words, sealed likewise.
        sealed_reason -> Nullable<Bytea>,
        /// When.
        linked_at -> Timestamptz,
        /// By whom.
        linked_by -> Nullable<Uuid>,
        /// When it was taken back; empty while it holds.
        ended_at -> Nullable<Timestamptz>,
        /// Who took it back.
        ended_by -> Nullable<Uuid>,
        /// Why it was taken back, in words, sealed likewise.
        sealed_end_reason -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Notifications received, kept as sent.
    notifications (id) {
        /// Identifier.
        id -> Uuid,
        /// Area that received it.
        area_id -> Uuid,
        /// Reference given to the notifier.
        reference -> Text,
        /// Received, accepted as a new case, linked to a case, or rejected.
        status -> Text,
        /// Form.
        form_id -> Text,
        /// Version.
        form_version -> Int4,
        /// SHA-256 of the definition the answers were validated against.
        form_hash -> Text,
        /// Copied from the answers.
        date_of_birth -> Date,
        /// Copied from the answers.
        date_of_death -> Date,
        /// Instant of death where the time is known.
        died_at -> Nullable<Timestamptz>,
        /// Copied from the answers.
        sex -> Text,
        /// Looked up from the postcode when received.
        local_authority_code -> Nullable<Text>,
        /// Copied from the answers.
        birth_order -> Nullable<Int4>,
        /// Copied from the answers.
        multiple_birth -> Nullable<Text>,
        /// Joint agency response: copied from the answers.
        jar_required -> Nullable<Text>,
        /// Their agency.
        notifier_organisation -> Text,
        /// Their account, when signed in.
        submitted_by -> Nullable<Uuid>,
        /// When received.
        received_at -> Timestamptz,
        /// SHA-256 of the token that shows the receipt for a day.
        receipt_hash -> Bytea,
        /// Case it became or was linked to.
        case_id -> Nullable<Uuid>,
        /// When accepted, linked or rejected.
        decided_at -> Nullable<Timestamptz>,
        /// By whom.
        decided_by -> Nullable<Uuid>,
        /// Code of the scope rule it was rejected by.
        decision_reason -> Nullable<Text>,
        /// Raised by one with each change.
        version -> Int4,
        /// Key of this notification, wrapped by a key that is kept outside the database.
        wrapped_key -> Bytea,
        /// What a list shows: names, NHS number and who sent it, sealed with the key of the notification.
        sealed -> Bytea,
        /// The answers as they were sent, sealed likewise.
        sealed_answers -> Bytea,
        /// Why it was linked, or what was written when it was rejected, sealed likewise.
        sealed_decision -> Nullable<Bytea>,
        /// Index code of the NHS number in this area.
        nhs_key -> Nullable<Int8>,
        /// Index codes of the sounds of the names and of the home postcode, in this area.
        match_keys -> Array<Nullable<Int8>>,
    }
}

diesel::table! {
    /// Organisations whose people use the system: CDOP host bodies and agencies.
    organisations (id) {
        /// Identifier.
        id -> Uuid,
        /// Name.
        name -> Text,
        /// Agency type code of the form list, or cdop for a panel host.
        kind -> Text,
        /// NHS Organisation Data Service code, where it has one.
        ods_code -> Nullable<Text>,
    }
}

diesel::table! {
    /// When the postcode table was reloaded, and from what.
    postcode_imports (id) {
        /// Identifier.
        id -> Int8,
        /// When.
        imported_at -> Timestamptz,
        /// Name of the file.
        file_name -> Text,
        /// Hash of the file.
        sha256 -> Text,
        /// Rows loaded.
        rows -> Int4,
    }
}

diesel::table! {
    /// Postcode to local authority, loaded from the ONS postcode lookup (NSPL).
    postcodes (postcode) {
        /// Upper case without the space.
        postcode -> Text,
        /// ONS local authority code.
        local_authority_code -> Nullable<Text>,
        /// ONS region code.
        region -> Nullable<Text>,
        /// Lower layer super output area.
        lsoa -> Nullable<Text>,
        /// Integrated care board.
        icb -> Nullable<Text>,
        /// Rank of the lower layer super output area in the index of multiple deprivation, 1 the most deprived.
        imd_rank -> Nullable<Int4>,
        /// ONS country code.
        country -> Nullable<Text>,
        /// Month the postcode ceased; still looked up, since people keep using it.
        terminated -> Nullable<Date>,
    }
}

diesel::table! {
    /// Single-use codes in place of a lost second factor.
    recovery_codes (user_id, code_hash) {
        /// The person.
        user_id -> Uuid,
        /// SHA-256 of the 80-bit code.
        code_hash -> Bytea,
        /// When it was used; a used code never works again.
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Answers as they were saved, one row a save. The latest revision of a question, or of a row of a group, counts until the request is submitted.
    request_answers (id) {
        /// Identifier.
        id -> Uuid,
        /// Request.
        request_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Question, or group of rows.
        question -> Text,
        /// Row of the group; empty for a question that has no rows.
        row_id -> Nullable<Uuid>,
        /// From one, in the order of saving.
        revision -> Int4,
        /// The answer, sealed with the key of the request; null for one that was cleared, or a row taken out.
        sealed -> Bytea,
        /// When it was saved.
        saved_at -> Timestamptz,
        /// Colleague who saved it.
        saved_by -> Nullable<Uuid>,
        /// Visit in which it was saved.
        visit_id -> Nullable<Uuid>,
        /// System that saved it.
        client_id -> Nullable<Uuid>,
        /// Name of who saved it, as it was then.
        saved_by_name -> Text,
    }
}

diesel::table! {
    /// What the office asked to have cleared up. While a request is returned, only these questions can be answered.
    request_clarifications (id) {
        /// Identifier.
        id -> Uuid,
        /// Request.
        request_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// When it was returned.
        returned_at -> Timestamptz,
        /// Who returned it.
        returned_by -> Uuid,
        /// The questions and what is asked about each, sealed with the key of the request.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// Links by which somebody without an account answers one request. Each needs a code that is told in another way.
    request_invitations (id) {
        /// Identifier.
        id -> Uuid,
        /// Request.
        request_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// SHA-256 of the token in the link.
        token_hash -> Bytea,
        /// SHA-256 of the code, salted with the token.
        code_hash -> Bytea,
        /// Name and e-mail of whom it is for, sealed with the key of the request.
        sealed_contact -> Bytea,
        /// When it was made.
        created_at -> Timestamptz,
        /// Who made it.
        created_by -> Uuid,
        /// When it stops working.
        expires_at -> Timestamptz,
        /// Codes that were tried and wrong.
        attempts -> Int4,
        /// When its code was used; a used code never works again.
        used_at -> Nullable<Timestamptz>,
        /// When it was revoked; empty while it holds.
        revoked_at -> Nullable<Timestamptz>,
        /// Who revoked it.
        revoked_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// What an organisation submitted: its contribution, as it was, in the version of the form it was given in. Never changed.
    request_submissions (id) {
        /// Identifier.
        id -> Uuid,
        /// Request.
        request_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// From one, in the order of submitting.
        number -> Int4,
        /// Version of the form it was given in.
        form_version -> Int4,
        /// When it was submitted.
        submitted_at -> Timestamptz,
        /// Colleague who submitted it.
        submitted_by -> Nullable<Uuid>,
        /// Visit in which it was submitted.
        visit_id -> Nullable<Uuid>,
        /// System that submitted it.
        client_id -> Nullable<Uuid>,
        /// Name of who submitted it, as it was then.
        submitted_by_name -> Text,
        /// Every answer with who gave it and when, sealed with the key of the request.
        sealed -> Bytea,
    }
}

diesel::table! {
    /// What a used invitation opened: one browser, one request, some hours.
    request_visits (id) {
        /// Identifier.
        id -> Uuid,
        /// Invitation it came from.
        invitation_id -> Uuid,
        /// Request.
        request_id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// SHA-256 of the token of the browser.
        token_hash -> Bytea,
        /// Who answers, as they gave it.
        name -> Text,
        /// When it began.
        started_at -> Timestamptz,
        /// When it was last used.
        last_seen_at -> Timestamptz,
        /// When it ends whatever happens.
        expires_at -> Timestamptz,
        /// When it was ended; empty while it lasts.
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    /// Requests for information: one form, or some sections of it, asked of one organisation for one case.
    requests (id) {
        /// Identifier.
        id -> Uuid,
        /// Case.
        case_id -> Uuid,
        /// Area of the case.
        area_id -> Uuid,
        /// Reference people read out; it says nothing about the child.
        reference -> Text,
        /// Organisation asked.
        organisation_id -> Uuid,
        /// Agency type code it is asked as.
        agency -> Text,
        /// Form.
        form_id -> Text,
        /// Version of the form it is answered in.
        form_version -> Int4,
        /// Sections asked for.
        sections -> Array<Nullable<Text>>,
        /// Day by which an answer is asked for.
        due_on -> Date,
        /// When it was sent.
        sent_at -> Timestamptz,
        /// Who sent it.
        sent_by -> Uuid,
        /// When it was last sent again by hand.
        resent_at -> Nullable<Timestamptz>,
        /// When a mail about it could not be delivered for good; empty while none failed.
        undelivered_at -> Nullable<Timestamptz>,
        /// When somebody of the organisation first opened it.
        opened_at -> Nullable<Timestamptz>,
        /// When the first answer was saved.
        first_saved_at -> Nullable<Timestamptz>,
        /// When it was last submitted.
        submitted_at -> Nullable<Timestamptz>,
        /// When it was last returned for clarification.
        returned_at -> Nullable<Timestamptz>,
        /// When the office accepted what was submitted last.
        accepted_at -> Nullable<Timestamptz>,
        /// Who accepted it.
        accepted_by -> Nullable<Uuid>,
        /// When the organisation declined it.
        declined_at -> Nullable<Timestamptz>,
        /// Code of the reason.
        decline_reason -> Nullable<Text>,
        /// When the office withdrew it.
        withdrawn_at -> Nullable<Timestamptz>,
        /// Who withdrew it.
        withdrawn_by -> Nullable<Uuid>,
        /// Colleague in the organisation who answers it.
        assigned_to -> Nullable<Uuid>,
        /// Raised by every change but those of answers, so that two people do not undo each other.
        version -> Int4,
        /// Key of this request, wrapped by a key outside the database: the organisation reads it without the key of the case.
        wrapped_key -> Bytea,
        /// Contact, message, legal basis and what is told of the child, sealed with the key of this request.
        sealed -> Bytea,
        /// Why it was declined or withdrawn in words, sealed with the key of this request.
        sealed_ending -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// Answers to the questions of scope, of a notification or of a case: all of them; the latest to a question holds.
    scope_answers (id) {
        /// Identifier.
        id -> Uuid,
        /// Area of the notification or case.
        area_id -> Uuid,
        /// Notification, for an answer given before it was decided.
        notification_id -> Nullable<Uuid>,
        /// Case, for an answer about a case.
        case_id -> Nullable<Uuid>,
        /// Counts from 1 within the notification or case.
        version -> Int4,
        /// Code of the question.
        question -> Text,
        /// yes, no or not_known.
        answer -> Text,
        /// When.
        answered_at -> Timestamptz,
        /// Who; empty where the notification suggests it and nobody has confirmed it.
        answered_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    /// Signed-in sessions. The token itself is only in the cookie.
    sessions (id) {
        /// Identifier, safe to show to its owner.
        id -> Uuid,
        /// SHA-256 of the 256-bit token.
        token_hash -> Bytea,
        /// Whose.
        user_id -> Uuid,
        /// When signed in.
        created_at -> Timestamptz,
        /// Last use, to the minute.
        last_seen_at -> Timestamptz,
        /// When it ends whatever happens.
        absolute_expires_at -> Timestamptz,
        /// When a second factor was given; empty until then.
        second_factor_at -> Nullable<Timestamptz>,
        /// When ended by its owner or an administrator.
        revoked_at -> Nullable<Timestamptz>,
        /// Browser text, to recognise a session in the list.
        user_agent -> Text,
    }
}

diesel::table! {
    /// Consecutive failures a secret was tried with; slows guessing, never locks anyone out for good.
    sign_in_throttles (key) {
        /// SHA-256 of what is being guessed (account and address, or a saved notification).
        key -> Bytea,
        /// Consecutive failures.
        failures -> Int4,
        /// When it last failed; a day later the count starts again.
        last_failure_at -> Timestamptz,
        /// No attempt is looked at before this.
        blocked_until -> Timestamptz,
    }
}

diesel::table! {
    /// Proof-of-work challenges already used, until they would expire anyway.
    spent_challenges (salt) {
        /// Salt of the challenge.
        salt -> Text,
        /// When it may be forgotten.
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    /// Offers of a case or a notification by one area to another, and what became of them.
    transfers (id) {
        /// Identifier.
        id -> Uuid,
        /// Case, where one is offered.
        case_id -> Nullable<Uuid>,
        /// Notification, where one is offered.
        notification_id -> Nullable<Uuid>,
        /// Reference of the case or notification, which it keeps.
        reference -> Text,
        /// Area that offers.
        from_area_id -> Uuid,
        /// Area it is offered to.
        to_area_id -> Uuid,
        /// Code of the reason.
        reason -> Text,
        /// Whether the case was restricted when it was offered: then only managers of the other area see the offer.
        restricted -> Bool,
        /// offered, accepted, declined or withdrawn.
        state -> Text,
        /// When it was offered.
        offered_at -> Timestamptz,
        /// Who offered it.
        offered_by -> Uuid,
        /// When it was accepted, declined or withdrawn.
        decided_at -> Nullable<Timestamptz>,
        /// Who did.
        decided_by -> Nullable<Uuid>,
        /// Key of this row, wrapped by a key outside the database: the other area reads the offer without the key of the case.
        wrapped_key -> Bytea,
        /// Why in words, age group and date of death, sealed with the key of this row.
        sealed -> Bytea,
        /// Why it was declined or withdrawn, sealed with the key of this row.
        sealed_decision -> Nullable<Bytea>,
    }
}

diesel::table! {
    /// People who sign in. One living person an account.
    users (id) {
        /// Identifier.
        id -> Uuid,
        /// Sign-in name, lower case.
        email -> Text,
        /// Name shown to colleagues.
        name -> Text,
        /// Argon2id, PHC string.
        password_hash -> Text,
        /// Second factor secret, sealed with the key of the server; empty until enrolled.
        totp_secret -> Nullable<Bytea>,
        /// Secret of an enrolment not yet confirmed, sealed likewise.
        totp_pending_secret -> Nullable<Bytea>,
        /// Last accepted time step, so that a code works once.
        totp_last_step -> Nullable<Int8>,
        /// When the account was closed; empty while open.
        disabled_at -> Nullable<Timestamptz>,
        /// When the account was made.
        created_at -> Timestamptz,
        /// Whether the account was made by opencdr demo, which writes its password into a file.
        demo -> Bool,
    }
}

diesel::joinable!(area_local_authorities -> areas (area_id));
diesel::joinable!(area_local_authorities -> local_authorities (local_authority_code));
diesel::joinable!(audit_seals -> audit_entries (entry_id));
diesel::joinable!(case_counts -> areas (area_id));
diesel::joinable!(case_deadlines -> areas (area_id));
diesel::joinable!(case_document_versions -> areas (area_id));
diesel::joinable!(case_document_versions -> case_documents (document_id));
diesel::joinable!(case_document_versions -> users (uploaded_by));
diesel::joinable!(case_documents -> areas (area_id));
diesel::joinable!(case_documents -> users (withdrawn_by));
diesel::joinable!(case_entries -> areas (area_id));
diesel::joinable!(case_entries -> users (written_by));
diesel::joinable!(case_events -> areas (area_id));
diesel::joinable!(case_events -> users (actor_id));
diesel::joinable!(case_grants -> areas (area_id));
diesel::joinable!(case_interests -> areas (area_id));
diesel::joinable!(case_joint_agency_responses -> areas (area_id));
diesel::joinable!(case_joint_agency_responses -> users (recorded_by));
diesel::joinable!(case_merges -> areas (area_id));
diesel::joinable!(case_name_keys -> areas (area_id));
diesel::joinable!(case_notes -> areas (area_id));
diesel::joinable!(case_notes -> users (written_by));
diesel::joinable!(case_people -> areas (area_id));
diesel::joinable!(case_processes -> areas (area_id));
diesel::joinable!(case_processes -> users (written_by));
diesel::joinable!(case_professionals -> areas (area_id));
diesel::joinable!(case_record_versions -> areas (area_id));
diesel::joinable!(case_record_versions -> users (written_by));
diesel::joinable!(case_reference_counters -> areas (area_id));
diesel::joinable!(case_stillbirth_proofs -> areas (area_id));
diesel::joinable!(case_stillbirth_proofs -> users (recorded_by));
diesel::joinable!(cases -> local_authorities (local_authority_code));
diesel::joinable!(cases -> users (opened_by));
diesel::joinable!(composite_choices -> areas (area_id));
diesel::joinable!(composite_choices -> users (chosen_by));
diesel::joinable!(composite_joins -> areas (area_id));
diesel::joinable!(duplicate_answers -> areas (area_id));
diesel::joinable!(duplicate_answers -> cases (other_case_id));
diesel::joinable!(glass_breaks -> areas (area_id));
diesel::joinable!(machine_clients -> organisations (organisation_id));
diesel::joinable!(memberships -> areas (area_id));
diesel::joinable!(memberships -> organisations (organisation_id));
diesel::joinable!(memberships -> users (user_id));
diesel::joinable!(notification_counts -> areas (area_id));
diesel::joinable!(notification_drafts -> areas (area_id));
diesel::joinable!(notification_links -> areas (area_id));
diesel::joinable!(notification_links -> notifications (notification_id));
diesel::joinable!(notifications -> areas (area_id));
diesel::joinable!(notifications -> local_authorities (local_authority_code));
diesel::joinable!(recovery_codes -> users (user_id));
diesel::joinable!(request_answers -> areas (area_id));
diesel::joinable!(request_answers -> machine_clients (client_id));
diesel::joinable!(request_answers -> request_visits (visit_id));
diesel::joinable!(request_answers -> users (saved_by));
diesel::joinable!(request_clarifications -> areas (area_id));
diesel::joinable!(request_clarifications -> users (returned_by));
diesel::joinable!(request_invitations -> areas (area_id));
diesel::joinable!(request_submissions -> areas (area_id));
diesel::joinable!(request_submissions -> machine_clients (client_id));
diesel::joinable!(request_submissions -> request_visits (visit_id));
diesel::joinable!(request_submissions -> users (submitted_by));
diesel::joinable!(request_visits -> areas (area_id));
diesel::joinable!(request_visits -> request_invitations (invitation_id));
diesel::joinable!(requests -> areas (area_id));
diesel::joinable!(requests -> organisations (organisation_id));
diesel::joinable!(scope_answers -> areas (area_id));
diesel::joinable!(scope_answers -> users (answered_by));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(transfers -> cases (case_id));
diesel::joinable!(transfers -> notifications (notification_id));

diesel::allow_tables_to_appear_in_same_query!(
    area_local_authorities,
    areas,
    audit_entries,
    audit_seals,
    case_counts,
    case_deadlines,
    case_document_versions,
    case_documents,
    case_entries,
    case_events,
    case_grants,
    case_interests,
    case_joint_agency_responses,
    case_links,
    case_merges,
    case_name_keys,
    case_notes,
    case_people,
    case_processes,
    case_professionals,
    case_record_versions,
    case_reference_counters,
    case_stillbirth_proofs,
    cases,
    composite_choices,
    composite_joins,
    duplicate_answers,
    glass_breaks,
    idempotency_keys,
    jobs,
    local_authorities,
    machine_assertions,
    machine_clients,
    memberships,
    notification_counts,
    notification_drafts,
    notification_links,
    notifications,
    organisations,
    postcode_imports,
    postcodes,
    recovery_codes,
    request_answers,
    request_clarifications,
    request_invitations,
    request_submissions,
    request_visits,
    requests,
    scope_answers,
    sessions,
    sign_in_throttles,
    spent_challenges,
    transfers,
    users,
);
