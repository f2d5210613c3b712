-- Reviews are listed newest year first; a deleted one keeps who deleted it until it can no longer be restored.
ALTER TABLE reviews ADD COLUMN deleted_by uuid REFERENCES persons;
CREATE INDEX reviews_by_year ON reviews (organisation_id, academic_year DESC, started_at DESC);
