-- A bounce message names the message alone, and not its account.

CREATE INDEX IF NOT EXISTS sendwell_message_id ON sendwell_message (id);
