'use strict';

const fs = require('node:fs');

const CORPUS_SIZE = 4096;

/** The messages of all streams: the corpus, over and over. Stream 0's are made before the start. */
class Deltas {
  constructor(file) {
    this.escaped = fs.readFileSync(file, 'utf8').split('\n');
    this.escaped.pop();
    if (this.escaped.length !== CORPUS_SIZE) {
      throw new Error(`a corpus of ${CORPUS_SIZE} lines is needed, not of ${this.escaped.length}`);
    }
    this.raw = this.escaped.map((line) => JSON.parse(`"${line}"`));
    this.ready = this.escaped.map((line) => Buffer.from(delta(0, line)));
  }

  /** The message of one token as UTF-8, not to be changed. */
  bytes(stream, token) {
    const line = token % CORPUS_SIZE;
    return stream === 0 ? this.ready[line] : Buffer.from(delta(stream, this.escaped[line]));
  }

  /** The message of one token, by JSON.stringify. */
  stringified(stream, token) {
    return JSON.stringify({
      type: 'chat.delta',
      payload: {
        conversationId: conversation(stream),
        content: this.raw[token % CORPUS_SIZE],
        role: 'assistant',
      },
    });
  }
}

function conversation(stream) {
  return `5f0c2a5e-8f0b-4c57-9d0e-${stream.toString(16).padStart(12, '0')}`;
}

function delta(stream, content) {
  return (
    `{"type":"chat.delta","payload":{"conversationId":"${conversation(stream)}",` +
    `"content":"${content}","role":"assistant"}}`
  );
}

module.exports = { Deltas };
