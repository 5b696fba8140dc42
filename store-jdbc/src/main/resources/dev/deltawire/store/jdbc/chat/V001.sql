CREATE TABLE chat_account (
  username TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  avatar_url TEXT,
  bio TEXT,
  parent_username TEXT,
  agent_provider TEXT,
  mode TEXT NOT NULL
);

-- The pair names the two of a direct conversation, of whom there is one only (C-31). The seq is
-- that of the newest message.
CREATE TABLE chat_conversation (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT,
  pair TEXT UNIQUE,
  updated_at BIGINT NOT NULL,
  updated_seq BIGINT NOT NULL
);

-- All up to read_seq has been read (C-50).
CREATE TABLE chat_participant (
  conversation_id TEXT NOT NULL REFERENCES chat_conversation (id),
  place INTEGER NOT NULL,
  username TEXT NOT NULL REFERENCES chat_account (username),
  read_seq BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, place)
);

CREATE UNIQUE INDEX chat_participant_by_username ON chat_participant (username, conversation_id);

-- A message without finalized_at streams, written by the node. Its content is whole when it has
-- finished; before, and after an interruption or a deletion, chat_message_part has more of it.
CREATE TABLE chat_message (
  seq ${identity},
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES chat_conversation (id),
  sender TEXT NOT NULL REFERENCES chat_account (username),
  content TEXT NOT NULL,
  reply_to_id TEXT,
  created_at BIGINT NOT NULL,
  finalized_at BIGINT,
  client_msg_id TEXT,
  attachments TEXT,
  error TEXT,
  depth INTEGER NOT NULL,
  deleted BOOLEAN NOT NULL,
  node TEXT
);

CREATE INDEX chat_message_by_conversation ON chat_message (conversation_id, seq);

CREATE UNIQUE INDEX chat_message_by_client_msg_id ON chat_message (sender, client_msg_id)
  WHERE client_msg_id IS NOT NULL;

CREATE INDEX chat_message_streaming ON chat_message (node) WHERE finalized_at IS NULL;

CREATE TABLE chat_message_part (
  seq ${identity},
  message_id TEXT NOT NULL,
  content TEXT NOT NULL
);

CREATE INDEX chat_message_part_by_message ON chat_message_part (message_id, seq);

CREATE TABLE chat_hidden (
  message_id TEXT NOT NULL,
  username TEXT NOT NULL,
  PRIMARY KEY (message_id, username)
);

CREATE TABLE chat_reaction (
  seq ${identity},
  message_id TEXT NOT NULL,
  username TEXT NOT NULL REFERENCES chat_account (username),
  emoji TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (message_id, username, emoji)
);
