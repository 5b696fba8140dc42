-- A deleted agent stays, because its handle is never given out again (M-51).
CREATE TABLE messenger_agent (
  handle TEXT PRIMARY KEY,
  suspended BOOLEAN NOT NULL,
  deleted BOOLEAN NOT NULL,
  custom_message TEXT
);

CREATE TABLE messenger_key (
  hash TEXT PRIMARY KEY,
  handle TEXT NOT NULL REFERENCES messenger_agent (handle)
);

CREATE INDEX messenger_key_by_agent ON messenger_key (handle);

-- Everything up to the floor is delivered; the backlog counts what is above it and not read.
CREATE TABLE messenger_mailbox (
  handle TEXT PRIMARY KEY REFERENCES messenger_agent (handle),
  top BIGINT NOT NULL,
  floor BIGINT NOT NULL,
  backlog BIGINT NOT NULL
);

-- A direct conversation has a pair, a group has a creator.
CREATE TABLE messenger_conversation (
  id TEXT PRIMARY KEY,
  last_seq BIGINT NOT NULL,
  pair_low TEXT,
  pair_high TEXT,
  group_name TEXT,
  created_by TEXT,
  created_at BIGINT NOT NULL,
  deleted BOOLEAN NOT NULL,
  UNIQUE (pair_low, pair_high)
);

-- What is addressed to the participant up to read_through is read; read_number is its last delivery.
CREATE TABLE messenger_participant (
  conversation_id TEXT NOT NULL REFERENCES messenger_conversation (id),
  handle TEXT NOT NULL REFERENCES messenger_agent (handle),
  read_through BIGINT NOT NULL,
  read_number BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, handle)
);

CREATE INDEX messenger_participant_by_agent
  ON messenger_participant (handle, read_number, conversation_id);

CREATE TABLE messenger_message (
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES messenger_conversation (id),
  seq BIGINT NOT NULL,
  sender TEXT NOT NULL,
  client_msg_id TEXT NOT NULL,
  type TEXT NOT NULL,
  content TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (conversation_id, seq),
  UNIQUE (sender, client_msg_id)
);

-- The mailboxes' logs: rows are added, never changed.
CREATE TABLE messenger_delivery (
  handle TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (handle, conversation_id, seq)
) ${clustered};

CREATE UNIQUE INDEX messenger_delivery_in_order
  ON messenger_delivery (handle, number, conversation_id, seq);
