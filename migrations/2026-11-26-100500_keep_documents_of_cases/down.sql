DROP TABLE case_document_versions;
DROP TABLE case_documents;
