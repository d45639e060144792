-- The accounts and their lives. Times are microseconds since 1970.

CREATE TABLE IF NOT EXISTS sendwell_account (
  account             varchar(64) {exact} PRIMARY KEY,
  life                integer NOT NULL,
  display_name        varchar NOT NULL,
  created_at          bigint NOT NULL,
  state               varchar(16) NOT NULL,
  changed_at          bigint,
  changed_by          varchar,
  changed_because     varchar,
  acceptances         varchar NOT NULL,          -- version, language, name and time of each, by Lines
  provider            varchar,
  provider_id         varchar,
  provider_name       varchar,
  provider_created_at bigint,
  language            varchar NOT NULL,          -- BCP 47
  version             bigint NOT NULL
)
