-- Row-level security: the backstop behind the policy table. {app} is the role of the API and the worker.
DO $$
DECLARE p record;
BEGIN
    FOR p IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON public.%I', p.policyname, p.tablename);
    END LOOP;
    -- Forced, so that even the owner obeys; the owner then has its own policy for migrations and demo data.
    FOR p IN SELECT unnest(ARRAY['cases', 'case_name_keys', 'case_people', 'case_professionals', 'case_deadlines', 'case_events',
        'case_counts', 'case_reference_counters', 'notifications', 'notification_drafts', 'notification_counts',
        'audit_entries', 'audit_seals', 'jobs', 'idempotency_keys', 'case_grants', 'case_interests', 'glass_breaks',
        'case_documents', 'case_document_versions', 'case_record_versions', 'case_processes', 'case_entries', 'case_notes', 'case_links',
        'notification_links', 'duplicate_answers', 'case_merges', 'case_joint_agency_responses', 'case_stillbirth_proofs', 'scope_answers', 'transfers',
        'requests', 'request_invitations', 'request_visits', 'request_answers', 'request_submissions', 'request_clarifications',
        'composite_choices', 'composite_joins']) AS tablename LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', p.tablename);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', p.tablename);
        EXECUTE format('CREATE POLICY owner ON public.%I TO CURRENT_USER USING (true) WITH CHECK (true)', p.tablename);
    END LOOP;
    -- A case and all that hangs on it is seen only in the areas of the context, and by nobody it is denied to. It is changed by
    -- nobody who opened it in an emergency. Missing context is NULL, which no comparison takes for true.
    -- What nobody is granted (api/src/sql/grants.sql) needs no policy; "does" says what is: to add, to change, to remove.
    FOR p IN SELECT * FROM (VALUES
        ('cases', 'id', 'add change'),
        ('case_name_keys', 'case_id', 'add remove'),
        ('case_people', 'case_id', 'add'),
        ('case_professionals', 'case_id', 'add'),
        ('case_deadlines', 'case_id', 'add change'),
        ('case_events', 'case_id', 'add'),
        ('case_grants', 'case_id', 'add change'),
        ('case_interests', 'case_id', 'add change'),
        ('case_joint_agency_responses', 'case_id', 'add'),
        ('case_stillbirth_proofs', 'case_id', 'add'),
        ('case_documents', 'case_id', 'add change'),
        ('case_document_versions', 'case_id', 'add'),
        ('case_record_versions', 'case_id', 'add'),
        ('case_processes', 'case_id', 'add change'),
        ('case_entries', 'case_id', 'add change'),
        ('case_notes', 'case_id', 'add change'),
        ('notification_links', 'case_id', 'add change'),
        ('request_invitations', 'case_id', 'add change'),
        ('request_visits', 'case_id', ''),
        ('composite_choices', 'case_id', 'add'),
        ('composite_joins', 'case_id', 'add change')) AS t (tablename, key, does) LOOP
        EXECUTE format('CREATE POLICY see ON public.%1$I FOR SELECT TO {app}
            USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND NOT %2$I = ANY ((SELECT app_denied())::uuid[]))', p.tablename, p.key);
        IF p.does LIKE '%add%' THEN
            EXECUTE format('CREATE POLICY add ON public.%1$I FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
                AND NOT %2$I = ANY ((SELECT app_denied())::uuid[]) AND NOT %2$I = ANY ((SELECT app_locked())::uuid[]))', p.tablename, p.key);
        END IF;
        IF p.does LIKE '%change%' THEN
            EXECUTE format('CREATE POLICY change ON public.%1$I FOR UPDATE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
                AND NOT %2$I = ANY ((SELECT app_denied())::uuid[]) AND NOT %2$I = ANY ((SELECT app_locked())::uuid[]))', p.tablename, p.key);
        END IF;
        IF p.does LIKE '%remove%' THEN
            EXECUTE format('CREATE POLICY remove ON public.%1$I FOR DELETE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
                AND NOT %2$I = ANY ((SELECT app_denied())::uuid[]) AND NOT %2$I = ANY ((SELECT app_locked())::uuid[]))', p.tablename, p.key);
        END IF;
    END LOOP;
END $$;

CREATE POLICY area ON case_reference_counters TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[])) WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[]));
CREATE POLICY area ON case_counts FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[]));
CREATE POLICY area ON notification_counts FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[]));

CREATE POLICY area_read ON notifications FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND (case_id IS NULL OR NOT case_id = ANY ((SELECT app_denied())::uuid[]))
        OR receipt_hash = (SELECT app_token()));
CREATE POLICY area_change ON notifications FOR UPDATE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND (case_id IS NULL
        OR NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT case_id = ANY ((SELECT app_locked())::uuid[]))
        AND NOT id = ANY ((SELECT app_locked())::uuid[]));
-- Two records are told of together only to somebody who may know of both: the sub-queries see what the person sees.
CREATE POLICY see ON duplicate_answers FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
    AND EXISTS (SELECT FROM notifications n WHERE n.id = notification_id)
    AND (other_case_id IS NULL OR EXISTS (SELECT FROM cases c WHERE c.id = other_case_id))
    AND (other_notification_id IS NULL OR EXISTS (SELECT FROM notifications n WHERE n.id = other_notification_id)));
CREATE POLICY add ON duplicate_answers FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
    AND (other_case_id IS NULL OR NOT other_case_id = ANY ((SELECT app_denied())::uuid[])));
CREATE POLICY change ON duplicate_answers FOR UPDATE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
    AND (other_case_id IS NULL OR NOT other_case_id = ANY ((SELECT app_denied())::uuid[])));
CREATE POLICY see ON case_merges FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT survivor_id = ANY ((SELECT app_denied())::uuid[]) AND NOT merged_id = ANY ((SELECT app_denied())::uuid[]));
CREATE POLICY add ON case_merges FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT survivor_id = ANY ((SELECT app_denied())::uuid[]) AND NOT survivor_id = ANY ((SELECT app_locked())::uuid[])
    AND NOT merged_id = ANY ((SELECT app_denied())::uuid[]) AND NOT merged_id = ANY ((SELECT app_locked())::uuid[]));
CREATE POLICY change ON case_merges FOR UPDATE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT survivor_id = ANY ((SELECT app_denied())::uuid[]) AND NOT survivor_id = ANY ((SELECT app_locked())::uuid[])
    AND NOT merged_id = ANY ((SELECT app_denied())::uuid[]) AND NOT merged_id = ANY ((SELECT app_locked())::uuid[]));

CREATE POLICY notify ON notifications FOR INSERT TO {app} WITH CHECK ((SELECT app_scope()) IN ('public', 'staff'));

CREATE POLICY holder ON notification_drafts TO {app}
    USING (token_hash = (SELECT app_token()) OR reference = (SELECT app_reference()))
    WITH CHECK ((SELECT app_scope()) IN ('public', 'staff'));
CREATE POLICY expired ON notification_drafts FOR DELETE TO {app} USING ((SELECT app_scope()) = 'worker');
CREATE POLICY expired_read ON notification_drafts FOR SELECT TO {app} USING ((SELECT app_scope()) = 'worker');

CREATE POLICY append ON audit_entries FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY read ON audit_entries FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND (case_id IS NULL OR NOT case_id = ANY ((SELECT app_denied())::uuid[]))
        OR (SELECT app_scope()) IN ('audit', 'worker'));
CREATE POLICY append ON audit_seals FOR INSERT TO {app} WITH CHECK ((SELECT app_scope()) = 'worker');
CREATE POLICY read ON audit_seals FOR SELECT TO {app} USING ((SELECT app_scope()) IN ('audit', 'worker'));

CREATE POLICY enqueue ON jobs FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY work ON jobs TO {app} USING ((SELECT app_scope()) = 'worker');

CREATE POLICY keep ON idempotency_keys TO {app}
    USING ((SELECT app_scope()) IN ('public', 'staff', 'invitation', 'machine', 'worker'))
    WITH CHECK ((SELECT app_scope()) IN ('public', 'staff', 'invitation', 'machine'));

-- Whoever opens a restricted case in an emergency lacks a grant, and so does, as a rule, whoever reviews that; an interest shuts out both.
CREATE POLICY see ON glass_breaks FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND NOT case_id = ANY ((SELECT app_interests())::uuid[]));
CREATE POLICY add ON glass_breaks FOR INSERT TO {app}
    WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[]) AND NOT case_id = ANY ((SELECT app_interests())::uuid[]));
CREATE POLICY review ON glass_breaks FOR UPDATE TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND NOT case_id = ANY ((SELECT app_interests())::uuid[]));

-- A question of scope belongs to a notification that waits, or to a case.
CREATE POLICY see ON scope_answers FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND (case_id IS NULL OR NOT case_id = ANY ((SELECT app_denied())::uuid[])));
CREATE POLICY add ON scope_answers FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
    AND (case_id IS NULL OR NOT case_id = ANY ((SELECT app_denied())::uuid[]))
    AND NOT coalesce(case_id, notification_id) = ANY ((SELECT app_locked())::uuid[]));

-- Both areas see a transfer, unless the case is hidden from the person. It is offered by the area it is in, and settled by settle_transfer alone.
CREATE POLICY see ON transfers FOR SELECT TO {app} USING ((from_area_id = ANY ((SELECT app_areas())::uuid[]) OR to_area_id = ANY ((SELECT app_areas())::uuid[]))
    AND (case_id IS NULL OR NOT case_id = ANY ((SELECT app_denied())::uuid[])));
CREATE POLICY offer ON transfers FOR INSERT TO {app} WITH CHECK (from_area_id = ANY ((SELECT app_areas())::uuid[]) AND state = 'offered'
    AND NOT coalesce(case_id, notification_id) = ANY ((SELECT app_denied())::uuid[])
    AND NOT coalesce(case_id, notification_id) = ANY ((SELECT app_locked())::uuid[]));

-- The worker has files scanned that could not be scanned when they came.
CREATE POLICY scan ON case_document_versions FOR SELECT TO {app} USING ((SELECT app_scope()) = 'worker');
CREATE POLICY scanned ON case_document_versions FOR UPDATE TO {app} USING ((SELECT app_scope()) = 'worker');
-- A link between two cases is there only for whoever may know of both.
CREATE POLICY see ON case_links FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND other_area_id = ANY ((SELECT app_areas())::uuid[])
        AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT other_id = ANY ((SELECT app_denied())::uuid[]));
CREATE POLICY add ON case_links FOR INSERT TO {app}
    WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[]) AND other_area_id = area_id
        AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT other_id = ANY ((SELECT app_denied())::uuid[])
        AND NOT case_id = ANY ((SELECT app_locked())::uuid[]) AND NOT other_id = ANY ((SELECT app_locked())::uuid[]));
CREATE POLICY change ON case_links FOR UPDATE TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND other_area_id = ANY ((SELECT app_areas())::uuid[])
        AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT other_id = ANY ((SELECT app_denied())::uuid[])
        AND NOT case_id = ANY ((SELECT app_locked())::uuid[]) AND NOT other_id = ANY ((SELECT app_locked())::uuid[]));

-- A request is seen by the office whose case it is about, and by whom it asks: people and systems of the organisation, and whoever
-- came by an invitation. An interest hides it from either.
CREATE POLICY panel ON requests FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) AND NOT case_id = ANY ((SELECT app_denied())::uuid[]));
CREATE POLICY asked ON requests FOR SELECT TO {app}
    USING ((organisation_id = ANY ((SELECT app_organisations())::uuid[]) OR id = (SELECT app_request())) AND NOT case_id = ANY ((SELECT app_denied())::uuid[]));
CREATE POLICY panel_add ON requests FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT case_id = ANY ((SELECT app_locked())::uuid[]));
CREATE POLICY panel_change ON requests FOR UPDATE TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT case_id = ANY ((SELECT app_locked())::uuid[]));
CREATE POLICY asked_change ON requests FOR UPDATE TO {app}
    USING ((organisation_id = ANY ((SELECT app_organisations())::uuid[]) OR id = (SELECT app_request())) AND NOT case_id = ANY ((SELECT app_denied())::uuid[]));
-- The worker tells the organisation, and notes what could not be delivered.
CREATE POLICY tell ON requests FOR SELECT TO {app} USING ((SELECT app_scope()) = 'worker');
CREATE POLICY told ON requests FOR UPDATE TO {app} USING ((SELECT app_scope()) = 'worker');
CREATE POLICY tell ON request_invitations FOR SELECT TO {app} USING ((SELECT app_scope()) = 'worker');
-- What is not submitted yet belongs to whom is asked: the office sees none of it.
CREATE POLICY see ON request_answers FOR SELECT TO {app} USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id
    AND (r.organisation_id = ANY ((SELECT app_organisations())::uuid[]) OR r.id = (SELECT app_request()))));
CREATE POLICY add ON request_answers FOR INSERT TO {app} WITH CHECK (EXISTS (SELECT FROM requests r WHERE r.id = request_id
    AND (r.organisation_id = ANY ((SELECT app_organisations())::uuid[]) OR r.id = (SELECT app_request()))));
CREATE POLICY see ON request_submissions FOR SELECT TO {app} USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id));
CREATE POLICY add ON request_submissions FOR INSERT TO {app} WITH CHECK (EXISTS (SELECT FROM requests r WHERE r.id = request_id
    AND (r.organisation_id = ANY ((SELECT app_organisations())::uuid[]) OR r.id = (SELECT app_request()))));
CREATE POLICY see ON request_clarifications FOR SELECT TO {app} USING (EXISTS (SELECT FROM requests r WHERE r.id = request_id));
CREATE POLICY add ON request_clarifications FOR INSERT TO {app} WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[])
    AND NOT case_id = ANY ((SELECT app_denied())::uuid[]) AND NOT case_id = ANY ((SELECT app_locked())::uuid[]));
