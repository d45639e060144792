-- What was reported of messages, and the figures that follow from it. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_event_account (
  account       varchar(64) {exact} PRIMARY KEY, -- whoever changes anything of an account's events locks this row first
  kept          bigint NOT NULL,                 -- how many rows sendwell_event has of it
  processed     bigint NOT NULL,
  delivered     bigint NOT NULL,
  opened        bigint NOT NULL,
  clicked       bigint NOT NULL,
  bounced       bigint NOT NULL,
  hard_bounced  bigint NOT NULL,
  blocked       bigint NOT NULL,
  suppressed    bigint NOT NULL,
  complaints    bigint NOT NULL,
  unsubscribed  bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS sendwell_event_campaign (
  account       varchar(64) {exact} NOT NULL,
  campaign      varchar(255) {exact} NOT NULL,
  first_subject varchar NOT NULL,
  search_text   varchar {exact} NOT NULL,        -- first_subject in lower case, by Java's rules and not by the database's
  first_at      bigint NOT NULL,
  archived      boolean NOT NULL,
  processed     bigint NOT NULL,
  delivered     bigint NOT NULL,
  opened        bigint NOT NULL,
  clicked       bigint NOT NULL,
  bounced       bigint NOT NULL,
  hard_bounced  bigint NOT NULL,
  blocked       bigint NOT NULL,
  suppressed    bigint NOT NULL,
  complaints    bigint NOT NULL,
  unsubscribed  bigint NOT NULL,
  PRIMARY KEY (account, campaign)
);

CREATE INDEX IF NOT EXISTS sendwell_event_campaign_latest ON sendwell_event_campaign (account, first_at, campaign);

CREATE TABLE IF NOT EXISTS sendwell_event_status (
  account varchar(64) {exact} NOT NULL,
  person  varchar(320) {exact} NOT NULL,         -- EmailAddress.normalForm()
  message varchar(255) {exact} NOT NULL,         -- by IndexedText
  seen    varchar(255) {exact} NOT NULL,         -- the kinds, each between commas: ,ACCEPTED,DELIVERED,
  PRIMARY KEY (account, person, message)
);

CREATE TABLE IF NOT EXISTS sendwell_event (
  account     varchar(64) {exact} NOT NULL,
  happened_at bigint NOT NULL,
  event_key   varchar(64) {exact} NOT NULL,      -- says the time too, so that the primary key is as good as (account, event_key)
  type        varchar(16) NOT NULL,
  address     varchar(320) {exact} NOT NULL,
  person      varchar(320) {exact} NOT NULL,
  campaign    varchar(255) {exact} NOT NULL,
  message     varchar(255) {exact} NOT NULL,     -- by IndexedText
  about       varchar(255) {exact},              -- by IndexedText
  subject     varchar NOT NULL,
  related_to  varchar {exact} NOT NULL,
  link        varchar {exact},                   -- of a click
  automatic   boolean NOT NULL,
  detail      varchar NOT NULL,                  -- all the rest, see EventText
  PRIMARY KEY (account, happened_at, event_key)
);

CREATE INDEX IF NOT EXISTS sendwell_event_person ON sendwell_event (account, person, happened_at, event_key);
CREATE INDEX IF NOT EXISTS sendwell_event_campaign_events ON sendwell_event (account, campaign, happened_at, event_key);
CREATE INDEX IF NOT EXISTS sendwell_event_about ON sendwell_event (account, about, happened_at, event_key);
CREATE INDEX IF NOT EXISTS sendwell_event_message ON sendwell_event (account, message, happened_at, event_key);
