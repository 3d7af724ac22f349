DROP TABLE case_counts, case_events, case_deadlines, case_professionals, case_people, case_name_keys, cases, case_reference_counters;
