-- Keys that messages are signed with; the private ones are encrypted. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_signing_key (
  account        varchar(64) {exact} NOT NULL,   -- empty for the operator's own
  signing_domain varchar(253) {exact} NOT NULL,
  selector       varchar(127) {exact} NOT NULL,
  algorithm      varchar(32) NOT NULL,
  private_key    bytea NOT NULL,                 -- see KeyEncryption
  state          varchar(16) NOT NULL,
  state_since    bigint NOT NULL,
  created_at     bigint NOT NULL,
  visible_since  bigint,
  last_seen_at   bigint,
  version        bigint NOT NULL,
  PRIMARY KEY (account, signing_domain, selector)
);
