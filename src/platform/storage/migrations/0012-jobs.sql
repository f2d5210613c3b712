-- Background work of the installation: one row for each job, which one process at a time runs (platform/jobs).
CREATE TABLE jobs (
  name         text PRIMARY KEY,
  -- When it runs next; after a failure, when it is tried again.
  due_at       timestamptz NOT NULL,
  -- Held and renewed by the process that runs it. When it ends, that process was killed, and another takes the job.
  lease_id     uuid,
  leased_until timestamptz,
  -- How often it was started since it last went well.
  attempts     integer NOT NULL DEFAULT 0,
  started_at   timestamptz,
  finished_at  timestamptz,
  -- A code such as "storage.full". Never a message, which could hold a name or an address.
  last_error   text CHECK (last_error ~ '^[A-Za-z0-9._-]{1,60}$'),
  -- How far the run is: so many of so many.
  done         integer,
  total        integer
);

SELECT waymark_guard('waymark_is_installation()', 'jobs');
