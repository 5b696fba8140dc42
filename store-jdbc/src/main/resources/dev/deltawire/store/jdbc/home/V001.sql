CREATE TABLE home_device (
  device_id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  type TEXT NOT NULL
);

-- Devices that were revoked; what they were paired with afterwards is in home_pairing (H-06).
CREATE TABLE home_revocation (
  device_id TEXT PRIMARY KEY
);

CREATE TABLE home_pairing (
  device_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  PRIMARY KEY (device_id, session_id)
);

-- Pairings that no device has completed yet (H-49).
CREATE TABLE home_open_pairing (
  code TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL,
  user_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  guesses INTEGER NOT NULL
);

CREATE TABLE home_refresh_token (
  hash TEXT PRIMARY KEY,
  device_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  type TEXT NOT NULL,
  session_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX home_refresh_token_by_device ON home_refresh_token (device_id);

CREATE TABLE home_conversation (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL
);

-- The node is that of a streaming reply. Content is whole when the status is COMPLETE; before, and
-- after a failure that nobody could store the rest of, home_message_part has more of it.
CREATE TABLE home_message (
  seq ${identity},
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES home_conversation (id),
  role TEXT NOT NULL,
  content TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  reply_to TEXT,
  status TEXT NOT NULL,
  error TEXT,
  node TEXT
);

CREATE INDEX home_message_by_conversation ON home_message (conversation_id, seq);

CREATE INDEX home_message_streaming ON home_message (node) WHERE status = 'STREAMING';

CREATE TABLE home_message_part (
  seq ${identity},
  message_id TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE INDEX home_message_part_by_message ON home_message_part (message_id, seq);

CREATE TABLE home_notification (
  seq ${identity},
  id TEXT NOT NULL UNIQUE,
  device_id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  level TEXT NOT NULL,
  category TEXT,
  data TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  status TEXT NOT NULL
);

CREATE INDEX home_notification_by_device ON home_notification (device_id, status, seq);

CREATE INDEX home_notification_by_age ON home_notification (created_at);

CREATE TABLE home_widget (
  slug TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  data TEXT NOT NULL
);

-- Rows for what is on.
CREATE TABLE home_switch (
  name TEXT PRIMARY KEY
);
