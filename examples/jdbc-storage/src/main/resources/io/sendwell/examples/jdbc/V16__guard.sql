-- What the guard holds, and who let it go. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_guard (
  account   varchar(64) {exact} NOT NULL,        -- empty for all accounts
  campaign  varchar(255) {exact} NOT NULL,       -- empty for the account
  marks     varchar NOT NULL,                    -- time and four figures of each, by Lines
  decisions varchar NOT NULL,                    -- kind, time and three more texts of each, by Lines
  held_at   bigint,                              -- since when it is held
  version   bigint NOT NULL,
  PRIMARY KEY (account, campaign)
);

CREATE INDEX IF NOT EXISTS sendwell_guard_held ON sendwell_guard (held_at)
