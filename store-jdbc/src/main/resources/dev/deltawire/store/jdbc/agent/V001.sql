CREATE TABLE agent_session (
  id TEXT PRIMARY KEY,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  options TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_activity_at BIGINT NOT NULL,
  turns INTEGER NOT NULL,
  ended_turns INTEGER NOT NULL,
  pico_usd BIGINT NOT NULL,
  millis BIGINT NOT NULL
);

CREATE INDEX agent_session_by_activity ON agent_session (last_activity_at);

-- A turn runs, on its node, as long as it has no outcome. What was copied by a fork is inherited:
-- it is part of the history and of nothing else (A-44).
CREATE TABLE agent_turn (
  seq ${identity},
  session_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  message TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  budget_window TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  node TEXT,
  inherited BOOLEAN NOT NULL,
  missed BOOLEAN NOT NULL,
  outcome TEXT,
  error TEXT,
  reply TEXT,
  input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  pico_usd BIGINT NOT NULL,
  millis BIGINT NOT NULL
);

CREATE INDEX agent_turn_by_session ON agent_turn (session_id, seq);

CREATE INDEX agent_turn_running ON agent_turn (node) WHERE outcome IS NULL;

-- What the last turn of a session has said, for a replay (A-48).
CREATE TABLE agent_entry (
  seq ${identity},
  session_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  call_id TEXT,
  name TEXT,
  body TEXT NOT NULL
);

CREATE INDEX agent_entry_by_session ON agent_entry (session_id, seq);

CREATE TABLE agent_spending (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  budget_window TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  pico_usd BIGINT NOT NULL,
  millis BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject, budget_window, window_start)
);
