-- Who wants no more broadcasts, and who came back. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_opt_out (
  account   varchar(64) {exact} NOT NULL,
  person    varchar(320) {exact} NOT NULL,       -- EmailAddress.normalForm()
  list      varchar(64) {exact} NOT NULL,        -- the purpose of the broadcasts; empty for all of them
  address   varchar(320) NOT NULL,               -- as it was given
  source    varchar NOT NULL,
  evidence  varchar NOT NULL,
  opted_at  bigint NOT NULL,
  PRIMARY KEY (account, person, list)
);

CREATE TABLE IF NOT EXISTS sendwell_opt_out_ended (
  ended_no  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account   varchar(64) {exact} NOT NULL,
  person    varchar(320) {exact} NOT NULL,
  list      varchar(64) {exact} NOT NULL,
  address   varchar(320) NOT NULL,
  source    varchar NOT NULL,
  evidence  varchar NOT NULL,
  opted_at  bigint NOT NULL,
  ended_at  bigint NOT NULL,
  ended_by  varchar NOT NULL,
  reason    varchar NOT NULL
);

CREATE INDEX IF NOT EXISTS sendwell_opt_out_ended_person ON sendwell_opt_out_ended (account, person, ended_no);
