-- Times are milliseconds since 1970.
CREATE TABLE IF NOT EXISTS crm_account (
  account    varchar(64) PRIMARY KEY,
  name       varchar(200) NOT NULL,
  licence    varchar(40) NOT NULL,
  time_zone  varchar(60) NOT NULL,
  newsletter varchar(320) NOT NULL,
  post       varchar(500) NOT NULL
);
CREATE TABLE IF NOT EXISTS crm_server (
  account    varchar(64) PRIMARY KEY,
  host       varchar(255) NOT NULL,
  port       integer NOT NULL,
  encryption varchar(20) NOT NULL,
  login      varchar(320) NOT NULL,
  since      bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS crm_user (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login      varchar(100) NOT NULL UNIQUE,
  password   varchar(200) NOT NULL,
  name       varchar(200) NOT NULL,
  email      varchar(320) NOT NULL,
  account    varchar(64) NOT NULL,
  language   varchar(20) NOT NULL
);
CREATE TABLE IF NOT EXISTS crm_session (
  token      varchar(64) PRIMARY KEY,
  user_id    bigint NOT NULL,
  proof      varchar(64) NOT NULL,
  ends_at    bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS crm_person (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account    varchar(64) NOT NULL,
  first_name varchar(200) NOT NULL,
  last_name  varchar(200) NOT NULL,
  company    varchar(200) NOT NULL,
  email      varchar(320) NOT NULL,
  email_key  varchar(320) NOT NULL,
  bounced    boolean NOT NULL,
  no_mass    boolean NOT NULL,
  segment    varchar(100) NOT NULL
);
CREATE INDEX IF NOT EXISTS crm_person_email ON crm_person (email_key, account);
CREATE INDEX IF NOT EXISTS crm_person_account ON crm_person (account, id);
CREATE TABLE IF NOT EXISTS crm_activity (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account    varchar(64) NOT NULL,
  person     bigint NOT NULL,
  what       varchar(2000) NOT NULL,
  planned_by varchar(200) NOT NULL,
  planned_at bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS crm_progress (
  sending    varchar(64) NOT NULL,
  noted_at   bigint NOT NULL,
  ended      bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS crm_progress_sending ON crm_progress (sending, noted_at);
CREATE INDEX IF NOT EXISTS crm_activity_account ON crm_activity (account, id);
