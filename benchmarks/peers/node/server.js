'use strict';

const { WebSocketServer, WebSocket } = require('ws');
const { listen } = require('./control');
const { Deltas } = require('./deltas');

const BACKLOG = 4096;
const TOKENS_A_BATCH = 16;

/** The ways of sending the tokens [from, to) of one stream to its receivers. */
const SUBJECTS = {
  /** As documented: a send of the same bytes to every client that is open. */
  ws: { batch: 1, send: sendEach },
  /** The same with the socket corked around sixteen sends. */
  'ws-16': { batch: TOKENS_A_BATCH, send: sendCorked },
  /** As documented, of what JSON.stringify makes. */
  'ws-stringify': { batch: 1, send: sendStringified },
};

const { subject, deltas } = parse(process.argv.slice(2));
const streams = [];
const server = new WebSocketServer(
  { host: '127.0.0.1', port: 0, backlog: BACKLOG, perMessageDeflate: false },
  () =>
    listen(produce, subject.batch, (controlPort) =>
      console.log(`ready ${server.address().port} ${controlPort}`),
    ),
);
server.on('connection', connected);

function parse([name, ...options]) {
  const subject = SUBJECTS[name];
  const given = {};
  for (let i = 0; i < options.length; i += 2) {
    given[options[i]] = options[i + 1];
  }
  const { '--corpus': corpus, '--loops': loops = '1', ...others } = given;
  if (!subject || !corpus || loops !== '1' || Object.keys(others).length > 0) {
    console.error(`peers: usage: ${Object.keys(SUBJECTS).join('|')} --loops 1 --corpus FILE`);
    process.exit(2);
  }
  return { subject, deltas: new Deltas(corpus) };
}

function connected(client, request) {
  client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
  client.on('error', () => client.terminate());
  const path = /^\/stream\/(\d+)$/.exec(request.url);
  if (path) {
    const receivers = (streams[path[1]] ??= new Set());
    receivers.add(client);
    client.on('close', () => receivers.delete(client));
  }
}

function produce(count, from, to) {
  for (let stream = 0; stream < count; stream++) {
    if (streams[stream]) {
      subject.send(streams[stream], stream, from, to);
    }
  }
}

function sendEach(receivers, stream, token) {
  const message = deltas.bytes(stream, token);
  receivers.forEach((client) => {
    if (client.readyState === WebSocket.OPEN) {
      client.send(message, { binary: false });
    }
  });
}

function sendCorked(receivers, stream, from, to) {
  const messages = [];
  for (let token = from; token < to; token++) {
    messages.push(deltas.bytes(stream, token));
  }
  receivers.forEach((client) => {
    if (client.readyState === WebSocket.OPEN) {
      client._socket.cork();
      messages.forEach((message) => client.send(message, { binary: false }));
      client._socket.uncork();
    }
  });
}

function sendStringified(receivers, stream, token) {
  const message = deltas.stringified(stream, token);
  receivers.forEach((client) => {
    if (client.readyState === WebSocket.OPEN) {
      client.send(message);
    }
  });
}
