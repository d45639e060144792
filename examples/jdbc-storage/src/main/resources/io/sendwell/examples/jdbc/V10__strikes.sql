-- Bounces that close an address only when they come again. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_cleared (
  person        varchar(320) {exact} PRIMARY KEY,  -- EmailAddress.normalForm(); whoever changes its strikes locks this row first
  cleared_until bigint NOT NULL                    -- what bounced until then counts no more
);

CREATE TABLE IF NOT EXISTS sendwell_strike (
  person      varchar(320) {exact} NOT NULL,
  struck_at   bigint NOT NULL,
  source      varchar(255) {exact} NOT NULL,       -- by IndexedText
  bounce_row  varchar(255) {exact} NOT NULL,       -- by IndexedText
  address     varchar(320) NOT NULL,
  kind        varchar(32) NOT NULL,
  detail      varchar NOT NULL,                    -- source, row, code and text, by Lines
  PRIMARY KEY (person, struck_at, source, bounce_row)
);

CREATE INDEX IF NOT EXISTS sendwell_strike_by_row ON sendwell_strike (bounce_row, source, struck_at);
