-- Whom not to write to, and who lifted what. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_block (
  person    varchar(320) {exact} NOT NULL,       -- EmailAddress.normalForm()
  scope     varchar(64) {exact} NOT NULL,        -- the account it holds for; empty for all of them
  reason    varchar(32) NOT NULL,
  address   varchar(320) NOT NULL,               -- as it was blocked
  code      varchar NOT NULL,
  text      varchar NOT NULL,
  source    varchar NOT NULL,
  since     bigint NOT NULL,
  PRIMARY KEY (person, scope, reason)
);

CREATE TABLE IF NOT EXISTS sendwell_lifted (
  lifted_no     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person        varchar(320) {exact} NOT NULL,
  scope         varchar(64) {exact} NOT NULL,
  reason        varchar(32) NOT NULL,
  address       varchar(320) NOT NULL,
  code          varchar NOT NULL,
  text          varchar NOT NULL,
  source        varchar NOT NULL,
  since         bigint NOT NULL,
  lifted_reason varchar NOT NULL,
  lifted_by     varchar NOT NULL,
  lifted_at     bigint NOT NULL
);

CREATE INDEX IF NOT EXISTS sendwell_lifted_person ON sendwell_lifted (person, lifted_no);
