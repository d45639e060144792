-- A sending that was left open is cancelled before it is removed, so that nothing is appended to what is being pruned.

ALTER TABLE sendwell_sending DROP COLUMN leaving;
