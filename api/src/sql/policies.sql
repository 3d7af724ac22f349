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
        'audit_entries', 'audit_seals', 'jobs', 'idempotency_keys']) AS tablename LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', p.tablename);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', p.tablename);
        EXECUTE format('CREATE POLICY owner ON public.%I TO CURRENT_USER USING (true) WITH CHECK (true)', p.tablename);
    END LOOP;
    -- A record and all that hangs on it is seen and changed only in the areas of the context.
    FOR p IN SELECT unnest(ARRAY['cases', 'case_name_keys', 'case_people', 'case_professionals', 'case_deadlines', 'case_events',
        'case_reference_counters']) AS tablename LOOP
        EXECUTE format('CREATE POLICY area ON public.%I TO {app}
            USING (area_id = ANY ((SELECT app_areas())::uuid[])) WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[]))', p.tablename);
    END LOOP;
END $$;

CREATE POLICY area ON case_counts FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[]));
CREATE POLICY area ON notification_counts FOR SELECT TO {app} USING (area_id = ANY ((SELECT app_areas())::uuid[]));

CREATE POLICY area_read ON notifications FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) OR receipt_hash = (SELECT app_token()));
CREATE POLICY area_change ON notifications FOR UPDATE TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[])) WITH CHECK (area_id = ANY ((SELECT app_areas())::uuid[]));
CREATE POLICY notify ON notifications FOR INSERT TO {app} WITH CHECK ((SELECT app_scope()) IN ('public', 'staff'));

CREATE POLICY holder ON notification_drafts TO {app}
    USING (token_hash = (SELECT app_token()) OR reference = (SELECT app_reference()))
    WITH CHECK ((SELECT app_scope()) IN ('public', 'staff'));
CREATE POLICY expired ON notification_drafts FOR DELETE TO {app} USING ((SELECT app_scope()) = 'worker');
CREATE POLICY expired_read ON notification_drafts FOR SELECT TO {app} USING ((SELECT app_scope()) = 'worker');

CREATE POLICY append ON audit_entries FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY read ON audit_entries FOR SELECT TO {app}
    USING (area_id = ANY ((SELECT app_areas())::uuid[]) OR (SELECT app_scope()) IN ('audit', 'worker'));
CREATE POLICY append ON audit_seals FOR INSERT TO {app} WITH CHECK ((SELECT app_scope()) = 'worker');
CREATE POLICY read ON audit_seals FOR SELECT TO {app} USING ((SELECT app_scope()) IN ('audit', 'worker'));

CREATE POLICY enqueue ON jobs FOR INSERT TO {app} WITH CHECK (true);
CREATE POLICY work ON jobs TO {app} USING ((SELECT app_scope()) = 'worker') WITH CHECK ((SELECT app_scope()) = 'worker');

CREATE POLICY keep ON idempotency_keys TO {app}
    USING ((SELECT app_scope()) IN ('public', 'staff', 'worker')) WITH CHECK ((SELECT app_scope()) IN ('public', 'staff'));
