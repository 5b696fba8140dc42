-- The nodes whose lease has not ended (X-61). A stream whose node has no row here is unfinished.
CREATE TABLE node_lease (
  node TEXT PRIMARY KEY,
  beat BIGINT NOT NULL
);
