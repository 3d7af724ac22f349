DROP TABLE case_processes, case_record_versions;
