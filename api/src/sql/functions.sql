-- Functions and triggers; re-applied after every migration, so this text is what the database runs.

-- The context of a transaction. Missing context reads as no rows, never as an error.
-- Every row-level security policy asks for it, so these have no SET clause: the planner then puts the expression in the place of the
-- call. In its stead everything they use is named with its schema.
CREATE OR REPLACE FUNCTION app_areas() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.areas', true), '')::pg_catalog.uuid[] $$;
-- Cases the person must not know of: restricted ones without a grant, and those they have an interest in.
CREATE OR REPLACE FUNCTION app_denied() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.denied', true), '')::pg_catalog.uuid[] $$;
-- Cases and notifications the person may read and not change: those opened in an emergency, and those offered to another area.
CREATE OR REPLACE FUNCTION app_locked() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.locked', true), '')::pg_catalog.uuid[] $$;
-- Cases the person has an interest in.
CREATE OR REPLACE FUNCTION app_interests() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.interests', true), '')::pg_catalog.uuid[] $$;
-- Organisations for which the person, or the system of an organisation, answers requests.
CREATE OR REPLACE FUNCTION app_organisations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.organisations', true), '')::pg_catalog.uuid[] $$;
-- The one request an invitation opens.
CREATE OR REPLACE FUNCTION app_request() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.request', true), '')::pg_catalog.uuid $$;
CREATE OR REPLACE FUNCTION app_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.scope', true), '') $$;
CREATE OR REPLACE FUNCTION app_token() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT pg_catalog.decode(nullif(pg_catalog.current_setting('app.token', true), ''), 'hex') $$;
CREATE OR REPLACE FUNCTION app_reference() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(pg_catalog.current_setting('app.reference', true), '') $$;

-- Opens the context of a transaction that has no person behind it.
CREATE OR REPLACE FUNCTION open_scope(p_scope text, p_token bytea, p_reference text) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public AS $$
    SELECT set_config('app.scope', p_scope, true) IS NOT NULL
       AND set_config('app.areas', '', true) IS NOT NULL
       AND set_config('app.denied', '{}', true) IS NOT NULL
       AND set_config('app.locked', '{}', true) IS NOT NULL
       AND set_config('app.interests', '{}', true) IS NOT NULL
       AND set_config('app.organisations', '', true) IS NOT NULL
       AND set_config('app.request', '', true) IS NOT NULL
       AND set_config('app.token', coalesce(encode(p_token, 'hex'), ''), true) IS NOT NULL
       AND set_config('app.reference', coalesce(p_reference, ''), true) IS NOT NULL
$$;

-- What bounds a person within their areas. Runs with the owner's power, since it has to see what the person may not: which cases
-- are restricted, which of them the person has a grant for or has opened in an emergency, and which they have an interest in.
CREATE OR REPLACE FUNCTION case_bounds(p_user uuid, p_areas uuid[], p_now timestamptz, OUT denied uuid[], OUT locked uuid[], OUT interests uuid[], OUT broken jsonb, OUT offered uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    -- An interest in a case of a child is one in every case of that child: those merged with it are denied with it.
    interests := ARRAY(WITH RECURSIVE child (case_id) AS (
            SELECT case_id FROM case_interests WHERE user_id = p_user AND ended_at IS NULL
            UNION SELECT x.id FROM child JOIN LATERAL (
                SELECT c.merged_into AS id FROM cases c WHERE c.id = child.case_id AND c.merged_into IS NOT NULL
                UNION ALL SELECT m.id FROM cases m WHERE m.merged_into = child.case_id) x ON true)
        SELECT case_id FROM child);
    SELECT coalesce(jsonb_agg(jsonb_build_object('case', case_id, 'until', until)), '[]'), coalesce(array_agg(case_id), '{}')
      INTO broken, locked FROM (
        SELECT g.case_id, max(g.expires_at) AS until FROM glass_breaks g
         WHERE g.user_id = p_user AND g.opened_at <= p_now AND g.expires_at > p_now AND g.area_id = ANY (p_areas) AND NOT g.case_id = ANY (interests)
           AND EXISTS (SELECT FROM cases c WHERE c.id = g.case_id AND c.restricted)
           AND NOT EXISTS (SELECT FROM case_grants a WHERE a.case_id = g.case_id AND a.user_id = p_user AND a.ended_at IS NULL)
         GROUP BY 1) x;
    denied := interests || ARRAY(SELECT c.id FROM cases c WHERE c.restricted AND c.area_id = ANY (p_areas) AND NOT c.id = ANY (locked)
        AND NOT EXISTS (SELECT FROM case_grants a WHERE a.case_id = c.id AND a.user_id = p_user AND a.ended_at IS NULL));
    -- After that: what is offered is locked for everybody, and hidden from nobody for that reason.
    -- A case is offered together with those merged into it.
    offered := ARRAY(SELECT coalesce(t.case_id, t.notification_id) FROM transfers t WHERE t.state = 'offered' AND t.from_area_id = ANY (p_areas)
        UNION ALL SELECT m.id FROM transfers t JOIN cases m ON m.merged_into = t.case_id WHERE t.state = 'offered' AND t.from_area_id = ANY (p_areas));
    locked := locked || offered;
END $$;

-- The key of a case that is offered to an area of the context, for writing down on the case what becomes of the offer.
CREATE OR REPLACE FUNCTION offered_key(p_id uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.wrapped_key FROM transfers t JOIN cases c ON c.id = t.case_id
     WHERE t.id = p_id AND t.state = 'offered' AND t.to_area_id = ANY (app_areas()) AND NOT c.id = ANY (app_denied())
$$;

-- Settles an offer: the other area accepts or declines, the area that offers withdraws. What is accepted moves with all that hangs on
-- it; the grants of a restricted case end, and whoever accepts it gets one. False when it is not for this person to settle, or was settled.
CREATE OR REPLACE FUNCTION settle_transfer(p_id uuid, p_state text, p_user uuid, p_now timestamptz, p_sealed bytea, p_event uuid, p_kind text, p_told bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    t transfers;
BEGIN
    SELECT * INTO t FROM transfers WHERE id = p_id AND state = 'offered' FOR UPDATE;
    IF NOT FOUND OR t.case_id = ANY (app_denied()) OR app_areas() IS NULL
        OR p_state IN ('accepted', 'declined') AND NOT t.to_area_id = ANY (app_areas())
        OR p_state = 'withdrawn' AND NOT t.from_area_id = ANY (app_areas())
        OR p_state NOT IN ('accepted', 'declined', 'withdrawn') THEN
        RETURN false;
    END IF;
    UPDATE transfers SET state = p_state, decided_at = p_now, decided_by = p_user, sealed_decision = p_sealed WHERE id = p_id;
    IF t.case_id IS NOT NULL THEN
        INSERT INTO case_events (id, case_id, area_id, at, kind, actor_id, sealed)
            VALUES (p_event, t.case_id, t.from_area_id, p_now, p_kind, p_user, p_told);
    END IF;
    IF p_state = 'accepted' THEN
        UPDATE cases SET area_id = t.to_area_id, version = version + 1 WHERE id = t.case_id;
        UPDATE notifications SET area_id = t.to_area_id, version = version + 1 WHERE id = t.notification_id;
        UPDATE case_grants SET ended_at = p_now, ended_by = p_user WHERE case_id = t.case_id AND ended_at IS NULL;
        INSERT INTO case_grants (id, case_id, area_id, user_id, granted_at, granted_by)
            SELECT gen_random_uuid(), c.id, c.area_id, p_user, p_now, p_user FROM cases c WHERE c.id = t.case_id AND c.restricted;
    END IF;
    PERFORM set_config('app.locked', ARRAY(SELECT x FROM unnest(app_locked()) x WHERE x NOT IN (
        SELECT coalesce(t.case_id, t.notification_id) UNION ALL SELECT m.id FROM cases m WHERE m.merged_into = t.case_id))::text, true);
    RETURN true;
END $$;

-- Finds a restricted case by its whole reference, for opening it in an emergency. Tells nothing but that it is there, and not even that to somebody with an interest in it.
CREATE OR REPLACE FUNCTION restricted_case(p_reference text) RETURNS TABLE (case_id uuid, area_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.id, c.area_id FROM cases c WHERE c.reference = p_reference AND c.restricted
       AND c.area_id = ANY (app_areas()) AND NOT c.id = ANY (app_interests())
$$;

-- In which other areas there may be a record of the same child. Tells the area and nothing else; of restricted cases nothing at all.
-- Nobody there compares what is found, so that it asks for more than a search of the own area: the same NHS number (p_nhs, its index
-- codes), or, unless both have a number and it differs, both dates the same or a day apart and a code of a name or the home postcode
-- shared (p_keys, of each area from p_first to p_last); or both dates and the sex the same, if the child was 28 days old or more:
-- newborns of one day are many.
CREATE OR REPLACE FUNCTION matches_elsewhere(
    p_areas uuid[], p_nhs bigint[], p_keys bigint[], p_first integer[], p_last integer[], p_born date, p_died date, p_sex text
) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH elsewhere AS MATERIALIZED (
        SELECT a.id, p_keys[a.first:a.last] AS keys FROM unnest(p_areas, p_first, p_last) a (id, first, last) WHERE NOT a.id = ANY (app_areas()))
    SELECT e.id FROM elsewhere e
     WHERE EXISTS (SELECT FROM cases c WHERE c.area_id = e.id AND NOT c.restricted AND c.nhs_key = ANY (p_nhs))
        OR EXISTS (SELECT FROM notifications n WHERE n.area_id = e.id AND n.status = 'received' AND n.nhs_key = ANY (p_nhs))
        OR EXISTS (SELECT FROM cases c WHERE c.area_id = e.id AND NOT c.restricted AND c.date_of_death BETWEEN p_died - 1 AND p_died + 1
            AND (c.nhs_key IS NULL OR p_nhs = '{}') AND c.date_of_birth BETWEEN p_born - 1 AND p_born + 1
            AND (c.match_keys && e.keys OR (c.date_of_birth, c.date_of_death, c.sex) = (p_born, p_died, p_sex) AND p_died - p_born >= 28))
        OR EXISTS (SELECT FROM notifications n WHERE n.area_id = e.id AND n.status = 'received' AND n.date_of_death BETWEEN p_died - 1 AND p_died + 1
            AND (n.nhs_key IS NULL OR p_nhs = '{}') AND n.date_of_birth BETWEEN p_born - 1 AND p_born + 1
            AND (n.match_keys && e.keys OR (n.date_of_birth, n.date_of_death, n.sex) = (p_born, p_died, p_sex) AND p_died - p_born >= 28))
$$;

-- How many of the cases and notifications counted in these areas are hidden from the person, by status: a count must not tell of them.
CREATE OR REPLACE FUNCTION hidden_cases() RETURNS TABLE (status text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.status, count(*) FROM cases c WHERE c.id = ANY (app_denied()) AND c.area_id = ANY (app_areas()) GROUP BY 1
$$;
CREATE OR REPLACE FUNCTION hidden_notifications() RETURNS TABLE (status text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT n.status, count(*) FROM notifications n WHERE n.case_id = ANY (app_denied()) AND n.area_id = ANY (app_areas()) GROUP BY 1
$$;

-- A file that waits for the virus scanner, and the wrapped key it is sealed with: the worker sees no case, and needs the key of this one.
CREATE OR REPLACE FUNCTION document_to_scan(p_version uuid) RETURNS TABLE (document_id uuid, case_id uuid, area_id uuid, object_name text, wrapped_key bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT v.document_id, v.case_id, v.area_id, v.object_name, c.wrapped_key
      FROM case_document_versions v JOIN cases c ON c.id = v.case_id
     WHERE v.id = p_version AND v.scan_state = 'quarantined' AND app_scope() = 'worker'
$$;

-- Reads a session and opens its context in one statement: revocation, disabling and a change of
-- role work at the very next request. The areas are those where the person holds a role that the
-- policy table grants the permission asked for (p_roles), so both locks turn on the same key.
CREATE OR REPLACE FUNCTION open_session(p_token bytea, p_now timestamptz, p_idle_seconds integer, p_touch boolean, p_scope text, p_roles text[])
RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
DECLARE
    s record;
    m jsonb;
    a uuid[];
    o uuid[];
    b record;
BEGIN
    SELECT x.id, x.user_id, x.last_seen_at, x.absolute_expires_at, x.second_factor_at, u.name, u.email, u.totp_secret IS NOT NULL AS enrolled
      INTO s FROM sessions x JOIN users u ON u.id = x.user_id
     WHERE x.token_hash = p_token AND x.revoked_at IS NULL AND u.disabled_at IS NULL
       AND x.absolute_expires_at > p_now AND x.last_seen_at > p_now - make_interval(secs => p_idle_seconds);
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_build_object('role', role, 'area', area_id, 'organisation', organisation_id)), '[]'::jsonb),
           -- Who answers for an agency sees what that agency is asked, and nothing of the area.
           array_agg(area_id) FILTER (WHERE area_id IS NOT NULL AND role = ANY (p_roles) AND role <> 'agency_contributor'),
           array_agg(organisation_id) FILTER (WHERE role = ANY (p_roles) AND role = 'agency_contributor')
      INTO m, a, o FROM memberships
     WHERE user_id = s.user_id AND valid_from <= p_now AND (valid_to IS NULL OR valid_to > p_now);
    SELECT * INTO b FROM case_bounds(s.user_id, a, p_now);
    PERFORM set_config('app.scope', p_scope, true), set_config('app.areas', coalesce(a::text, ''), true), set_config('app.denied', b.denied::text, true),
        set_config('app.locked', b.locked::text, true), set_config('app.interests', b.interests::text, true),
        set_config('app.organisations', coalesce(o::text, ''), true), set_config('app.request', '', true);
    IF p_touch AND s.last_seen_at < p_now - interval '60 seconds' THEN
        UPDATE sessions SET last_seen_at = p_now WHERE id = s.id;
    END IF;
    RETURN jsonb_build_object('session', s.id, 'user', s.user_id, 'name', s.name, 'email', s.email, 'enrolled', s.enrolled,
        'second_factor', s.second_factor_at IS NOT NULL, 'last_seen_at', s.last_seen_at,
        'absolute_expires_at', s.absolute_expires_at, 'memberships', m,
        'denied', b.denied, 'broken', b.broken, 'offered', b.offered);
END $$;

-- Opens the context of whoever answers by an invitation: one request, and nothing else. It ends with the invitation.
CREATE OR REPLACE FUNCTION open_visit(p_token bytea, p_now timestamptz, p_idle_seconds integer)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    v record;
BEGIN
    SELECT x.id, x.request_id, x.name, x.expires_at, r.organisation_id, i.id AS invitation, i.sealed_contact,
           (SELECT count(*) FROM request_visits o WHERE o.request_id = x.request_id AND o.started_at < x.started_at) AS before INTO v
      FROM request_visits x JOIN request_invitations i ON i.id = x.invitation_id JOIN requests r ON r.id = x.request_id
     WHERE x.token_hash = p_token AND x.ended_at IS NULL AND x.expires_at > p_now AND x.last_seen_at > p_now - make_interval(secs => p_idle_seconds)
       AND i.revoked_at IS NULL;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM open_scope('invitation', NULL, NULL), set_config('app.request', v.request_id::text, true);
    UPDATE request_visits SET last_seen_at = p_now WHERE id = v.id AND last_seen_at < p_now - interval '60 seconds';
    RETURN jsonb_build_object('visit', v.id, 'request', v.request_id, 'organisation', v.organisation_id, 'name', v.name, 'expires_at', v.expires_at,
        'before', v.before, 'invitation', v.invitation, 'contact', encode(v.sealed_contact, 'hex'));
END $$;

-- Uses up the code of an invitation and begins a visit. A wrong code is counted, and after five no code helps any more.
-- Answers the visit, or what kept it from beginning: nothing about the request, not even that there is one.
CREATE OR REPLACE FUNCTION use_invitation(p_token bytea, p_code bytea, p_visit uuid, p_visit_token bytea, p_name text, p_now timestamptz, p_until timestamptz)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    i request_invitations;
BEGIN
    SELECT * INTO i FROM request_invitations WHERE token_hash = p_token FOR UPDATE;
    IF NOT FOUND OR i.revoked_at IS NOT NULL OR i.expires_at <= p_now THEN
        RETURN 'ended';
    ELSIF i.attempts >= 5 THEN
        RETURN 'too_many';
    ELSIF i.code_hash <> p_code THEN
        UPDATE request_invitations SET attempts = attempts + 1 WHERE id = i.id;
        RETURN 'wrong_code';
    ELSIF i.used_at IS NOT NULL THEN
        RETURN 'used';
    END IF;
    UPDATE request_invitations SET used_at = p_now WHERE id = i.id;
    INSERT INTO request_visits (id, invitation_id, request_id, case_id, area_id, token_hash, name, started_at, last_seen_at, expires_at)
        VALUES (p_visit, i.id, i.request_id, i.case_id, i.area_id, p_visit_token, p_name, p_now, p_now, p_until);
    PERFORM set_config('app.request', i.request_id::text, true);
    RETURN 'begun';
END $$;

-- Ends the visit of this browser.
CREATE OR REPLACE FUNCTION end_visit(p_token bytea, p_now timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
    WITH ended AS (UPDATE request_visits SET ended_at = p_now WHERE token_hash = p_token AND ended_at IS NULL RETURNING id)
    SELECT EXISTS (SELECT FROM ended)
$$;

-- Makes an account for whoever came by an invitation, for the organisation they were invited for. Nothing when there is one of that
-- sign-in name already, or no visit.
CREATE OR REPLACE FUNCTION enrol_visitor(p_user uuid, p_email text, p_name text, p_hash text, p_membership uuid, p_now timestamptz)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
    organisation uuid;
BEGIN
    SELECT organisation_id INTO organisation FROM requests WHERE id = app_request() AND app_scope() = 'invitation';
    IF NOT FOUND OR EXISTS (SELECT FROM users WHERE email = p_email) THEN
        RETURN false;
    END IF;
    INSERT INTO users (id, email, name, password_hash, created_at) VALUES (p_user, p_email, p_name, p_hash, p_now);
    INSERT INTO memberships (id, user_id, role, organisation_id, valid_from) VALUES (p_membership, p_user, 'agency_contributor', organisation, p_now);
    RETURN true;
END $$;

-- The key of the case a request is about, for writing down on the case what becomes of the request.
CREATE OR REPLACE FUNCTION asked_key(p_request uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.wrapped_key FROM requests r JOIN cases c ON c.id = r.case_id
     WHERE r.id = p_request AND (r.organisation_id = ANY (app_organisations()) OR r.id = app_request())
$$;
-- Writes it down. The event stays with the case, in whichever area it is.
CREATE OR REPLACE FUNCTION tell_case(p_request uuid, p_event uuid, p_kind text, p_user uuid, p_now timestamptz, p_sealed bytea) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
    WITH told AS (INSERT INTO case_events (id, case_id, area_id, at, kind, actor_id, sealed)
        SELECT p_event, r.case_id, r.area_id, p_now, p_kind, p_user, p_sealed FROM requests r
         WHERE r.id = p_request AND (r.organisation_id = ANY (app_organisations()) OR r.id = app_request())
           AND p_kind IN ('answer_submitted', 'request_declined') RETURNING id)
    SELECT EXISTS (SELECT FROM told)
$$;

-- Opens the context of an organisation's own system: what that organisation is asked.
CREATE OR REPLACE FUNCTION open_machine(p_client uuid) RETURNS jsonb LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
DECLARE
    c record;
BEGIN
    SELECT id, organisation_id, name INTO c FROM machine_clients WHERE id = p_client AND disabled_at IS NULL;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM open_scope('machine', NULL, NULL), set_config('app.organisations', ARRAY[c.organisation_id]::text, true);
    RETURN jsonb_build_object('client', c.id, 'organisation', c.organisation_id, 'name', c.name);
END $$;

-- Counters by area and status. Security definer: the API may read counts, never write them.
CREATE OR REPLACE FUNCTION count_inserted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    EXECUTE format('INSERT INTO %I AS c (area_id, status, shard, n)
        SELECT area_id, status, pg_backend_pid() & 15, count(*) FROM new_rows GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (area_id, status, shard) DO UPDATE SET n = c.n + excluded.n', TG_ARGV[0]);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION count_updated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    EXECUTE format('INSERT INTO %I AS c (area_id, status, shard, n)
        SELECT area_id, status, pg_backend_pid() & 15, sum(d) FROM (
            SELECT area_id, status, 1 AS d FROM new_rows UNION ALL SELECT area_id, status, -1 FROM old_rows) x
        GROUP BY 1, 2 HAVING sum(d) <> 0 ORDER BY 1, 2
        ON CONFLICT (area_id, status, shard) DO UPDATE SET n = c.n + excluded.n', TG_ARGV[0]);
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS cases_counted_insert ON cases;
CREATE TRIGGER cases_counted_insert AFTER INSERT ON cases REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('case_counts');
DROP TRIGGER IF EXISTS cases_counted_update ON cases;
CREATE TRIGGER cases_counted_update AFTER UPDATE ON cases REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated('case_counts');
DROP TRIGGER IF EXISTS notifications_counted_insert ON notifications;
CREATE TRIGGER notifications_counted_insert AFTER INSERT ON notifications REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('notification_counts');
DROP TRIGGER IF EXISTS notifications_counted_update ON notifications;
CREATE TRIGGER notifications_counted_update AFTER UPDATE ON notifications REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated('notification_counts');

-- The audit trail and what happened on a case are added to, never changed, by anyone.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    RAISE EXCEPTION '% is added to, never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER IF EXISTS audit_entries_unchangeable ON audit_entries;
CREATE TRIGGER audit_entries_unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS audit_seals_unchangeable ON audit_seals;
CREATE TRIGGER audit_seals_unchangeable BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What happened on a case moves with it into another area, and nothing else about it changes.
CREATE OR REPLACE FUNCTION refuse_change_but_area() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF to_jsonb(NEW) - 'area_id' = to_jsonb(OLD) - 'area_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is added to, never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER IF EXISTS case_events_unchangeable ON case_events;
CREATE TRIGGER case_events_unchangeable BEFORE UPDATE OF id, at, kind, actor_id, sealed OR DELETE OR TRUNCATE ON case_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS case_events_move ON case_events;
CREATE TRIGGER case_events_move BEFORE UPDATE ON case_events FOR EACH ROW EXECUTE FUNCTION refuse_change_but_area();
DROP TRIGGER IF EXISTS case_joint_agency_responses_move ON case_joint_agency_responses;
CREATE TRIGGER case_joint_agency_responses_move BEFORE UPDATE ON case_joint_agency_responses FOR EACH ROW EXECUTE FUNCTION refuse_change_but_area();
DROP TRIGGER IF EXISTS case_stillbirth_proofs_move ON case_stillbirth_proofs;
CREATE TRIGGER case_stillbirth_proofs_move BEFORE UPDATE ON case_stillbirth_proofs FOR EACH ROW EXECUTE FUNCTION refuse_change_but_area();
DROP TRIGGER IF EXISTS scope_answers_move ON scope_answers;
CREATE TRIGGER scope_answers_move BEFORE UPDATE ON scope_answers FOR EACH ROW EXECUTE FUNCTION refuse_change_but_area();
-- So does every version of the case record.
DROP TRIGGER IF EXISTS case_record_versions_unchangeable ON case_record_versions;
CREATE TRIGGER case_record_versions_unchangeable BEFORE UPDATE OF id, part, row_id, version, written_at, written_by, sealed OR DELETE OR TRUNCATE
    ON case_record_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- What was answered and submitted is added to; with the case it moves into another area.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['request_answers', 'request_submissions', 'request_clarifications', 'composite_choices'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS %1$s_move ON %1$I', t);
        EXECUTE format('CREATE TRIGGER %1$s_move BEFORE UPDATE ON %1$I FOR EACH ROW EXECUTE FUNCTION refuse_change_but_area()', t);
        EXECUTE format('DROP TRIGGER IF EXISTS %1$s_kept ON %1$I', t);
        EXECUTE format('CREATE TRIGGER %1$s_kept BEFORE DELETE OR TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
    END LOOP;
END $$;
