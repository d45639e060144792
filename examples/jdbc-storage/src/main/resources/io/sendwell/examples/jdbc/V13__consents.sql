-- Who agreed to get broadcasts, and who took that back. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_consent (
  account      varchar(64) {exact} NOT NULL,
  person       varchar(320) {exact} NOT NULL,    -- EmailAddress.normalForm()
  list         varchar(64) {exact} NOT NULL,     -- empty for all
  given_at     bigint NOT NULL,
  address      varchar(320) NOT NULL,
  detail       varchar NOT NULL,                 -- how, source, version and text of the wording, and who entered it, by Lines
  confirmed_at bigint,
  confirmed_by varchar,
  PRIMARY KEY (account, person, list, given_at)
);

CREATE TABLE IF NOT EXISTS sendwell_consent_withdrawal (
  account      varchar(64) {exact} NOT NULL,
  person       varchar(320) {exact} NOT NULL,
  list         varchar(64) {exact} NOT NULL,
  withdrawn_at bigint NOT NULL,
  address      varchar(320) NOT NULL,
  source       varchar NOT NULL,
  PRIMARY KEY (account, person, list, withdrawn_at)
)
