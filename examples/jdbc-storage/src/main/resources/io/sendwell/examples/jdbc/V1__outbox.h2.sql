-- The outbox. Times are microseconds since 1970, see Micros.

CREATE TABLE IF NOT EXISTS sendwell_sending (
  id             uuid PRIMARY KEY,
  account        varchar(64) NOT NULL,
  request_key    varchar(200) NOT NULL,
  request_hash   varchar(64) NOT NULL,
  lane           varchar(16) NOT NULL,
  state          varchar(16) NOT NULL,
  scheduled_by   varchar NOT NULL,
  subject        varchar NOT NULL,
  recipient      varchar NOT NULL,
  campaign       varchar NOT NULL,
  created_at     bigint NOT NULL,
  start_at       bigint,                         -- null while it is open
  due_from       bigint,                         -- its start; 0 once it was claimed from, whatever becomes of the clock
  finished_at    bigint,                         -- null until it is done or cancelled
  paused_because varchar NOT NULL,
  resumed_at     bigint,                         -- null when it never was
  total          bigint NOT NULL,                -- how many entries were appended
  leaving        boolean NOT NULL                -- its entries are being pruned
);

CREATE UNIQUE INDEX IF NOT EXISTS sendwell_sending_request ON sendwell_sending (account, request_key);
CREATE INDEX IF NOT EXISTS sendwell_sending_list ON sendwell_sending (account, id);
CREATE INDEX IF NOT EXISTS sendwell_sending_due ON sendwell_sending (lane, state, due_from);
CREATE INDEX IF NOT EXISTS sendwell_sending_open ON sendwell_sending (state, created_at);
CREATE INDEX IF NOT EXISTS sendwell_sending_finished ON sendwell_sending (finished_at);

CREATE TABLE IF NOT EXISTS sendwell_content (
  sending uuid NOT NULL,
  piece   integer NOT NULL,
  octets  bytea NOT NULL,
  PRIMARY KEY (sending, piece)
);

-- One row per mail, written three times and more: nothing is in it but what claiming needs.
CREATE TABLE IF NOT EXISTS sendwell_entry (
  sending  uuid NOT NULL,
  ordinal  integer NOT NULL,
  state    smallint NOT NULL,                    -- see EntryStates
  attempt  integer NOT NULL,
  due_at   bigint,                               -- 0: never tried; else when it may be claimed, or its lease ends; null: ended
  claim_id uuid,                                 -- who holds it; null when nobody does
  epoch    integer NOT NULL,
  dispatch_note bytea,                           -- of the claim, while it is dispatched
  PRIMARY KEY (sending, ordinal)
);

-- H2 has no partial indexes. Ended entries have no due_at and no claim_id, so they are not in the way.
CREATE INDEX IF NOT EXISTS sendwell_entry_due ON sendwell_entry (sending, due_at, ordinal);
CREATE INDEX IF NOT EXISTS sendwell_entry_in_doubt ON sendwell_entry (state, due_at);
CREATE INDEX IF NOT EXISTS sendwell_entry_claim ON sendwell_entry (claim_id);

-- What is written once and read when the entry is claimed.
CREATE TABLE IF NOT EXISTS sendwell_entry_data (
  sending uuid NOT NULL,
  ordinal integer NOT NULL,
  person  varchar(32) NOT NULL,
  data    bytea NOT NULL,
  PRIMARY KEY (sending, ordinal)
);

CREATE UNIQUE INDEX IF NOT EXISTS sendwell_entry_person ON sendwell_entry_data (sending, person);

-- What the last completion said; no row while there is nothing to say.
CREATE TABLE IF NOT EXISTS sendwell_entry_note (
  sending uuid NOT NULL,
  ordinal integer NOT NULL,
  code    varchar NOT NULL,
  text    varchar NOT NULL,
  memo    bytea NOT NULL,
  PRIMARY KEY (sending, ordinal)
);

-- How many entries have ended, in several rows per sending, so that workers do not wait for each other. Their sum counts.
CREATE TABLE IF NOT EXISTS sendwell_progress (
  sending   uuid NOT NULL,
  shard     integer NOT NULL,
  accepted  bigint NOT NULL,
  failed    bigint NOT NULL,
  withheld  bigint NOT NULL,
  cancelled bigint NOT NULL,
  uncertain bigint NOT NULL,
  PRIMARY KEY (sending, shard)
);
