-- Domains of the accounts, and how far their proof has come. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_domain (
  account        varchar(64) {exact} NOT NULL,
  domain         varchar(253) {exact} NOT NULL,
  state          varchar(16) NOT NULL,
  verified       varchar(253) {exact} UNIQUE,    -- the domain while it is verified, else null: one account at a time has it
  challenge      varchar NOT NULL,
  bounce_domain  varchar(253),
  begun_at       bigint NOT NULL,
  pending_since  bigint,
  check_at       bigint,
  check_verdict  varchar(16),
  check_line     varchar,
  check_findings varchar,                        -- codes, one a line
  passed_at      bigint,
  activated_at   bigint,
  failing_since  bigint,
  failures       integer NOT NULL,
  grace_until    bigint,
  next_check_at  bigint,
  version        bigint NOT NULL,
  PRIMARY KEY (account, domain)
);

CREATE INDEX IF NOT EXISTS sendwell_domain_accounts ON sendwell_domain (domain, account);
CREATE INDEX IF NOT EXISTS sendwell_domain_next_check ON sendwell_domain (next_check_at, domain, account);
