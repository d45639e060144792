-- The logins of accounts at next hops, their secrets sealed.

CREATE TABLE IF NOT EXISTS sendwell_credential (
  account    varchar(64) {exact} NOT NULL,
  transport  varchar(64) {exact} NOT NULL,
  user_name  varchar NOT NULL,
  sealed     varchar NOT NULL,                   -- by a CredentialCipher
  PRIMARY KEY (account, transport)
)
