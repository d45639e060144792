-- Every message, with what became of it for each recipient. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_message (
  account       varchar(64) {exact} NOT NULL,
  id            varchar {exact} NOT NULL,
  created_at    bigint NOT NULL,
  sent_at       bigint NOT NULL,
  author_name   varchar NOT NULL,
  author        varchar(320) NOT NULL,
  subject       varchar NOT NULL,
  campaign      varchar {exact} NOT NULL,
  message_class varchar(32) NOT NULL,
  purpose       varchar,
  about         varchar {exact},
  sending       uuid,
  route         varchar(32),
  identity_kind varchar(32),
  explanation   varchar NOT NULL,
  PRIMARY KEY (account, id)
);

CREATE INDEX IF NOT EXISTS sendwell_message_latest ON sendwell_message (account, sent_at, id);
CREATE INDEX IF NOT EXISTS sendwell_message_about ON sendwell_message (account, about, sent_at, id);
CREATE INDEX IF NOT EXISTS sendwell_message_campaign ON sendwell_message (account, campaign, sent_at, id);
CREATE INDEX IF NOT EXISTS sendwell_message_sending ON sendwell_message (sending, account, sent_at, id);

CREATE TABLE IF NOT EXISTS sendwell_recipient (
  account varchar(64) {exact} NOT NULL,
  message varchar {exact} NOT NULL,
  place   integer NOT NULL,                      -- in the order in which they were recorded
  address varchar(320) {exact} NOT NULL,
  person  varchar(320) {exact} NOT NULL,         -- EmailAddress.normalForm()
  outcome varchar(16) NOT NULL,
  detail  varchar NOT NULL,                      -- what belongs to the outcome, see OutcomeText
  PRIMARY KEY (account, message, address)
);

CREATE INDEX IF NOT EXISTS sendwell_recipient_person ON sendwell_recipient (account, person);
