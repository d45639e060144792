-- What the throttle of all nodes agrees on, a row for each limit. {exact}: compared character by character.

CREATE TABLE IF NOT EXISTS sendwell_throttle (
  limit_key varchar(200) {exact} PRIMARY KEY,
  version   bigint NOT NULL,
  state     varchar(200) NOT NULL
);
