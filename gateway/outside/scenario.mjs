// What every client from outside does, with whatever WebSocket it has; browsers run it, too.
//
// A client is a function (url, {open, message, pong, close}) that returns {send, close} and, where
// it can, ping and drop.

const PIECE = 'Grüße, 世界 😀 and \\"quotes\\" ';
const TIMES = 4000;
const TEXT = 'Grüße, 世界 😀 and "quotes" '.repeat(TIMES);
const PATIENCE_MILLIS = 30_000;

/** One socket with its frames in order. */
class Session {
  constructor(client, url) {
    this.frames = [];
    this.waiting = [];
    this.closed = new Promise(resolve => {
      this.socket = client(url, {
        message: text => this.take(JSON.parse(text)),
        pong: text => this.take({ pong: text }),
        close: code => resolve(code),
      });
    });
  }

  take(frame) {
    const waiter = this.waiting.shift();
    if (waiter) waiter(frame);
    else this.frames.push(frame);
  }

  next() {
    if (this.frames.length > 0) return Promise.resolve(this.frames.shift());
    return within(new Promise(resolve => this.waiting.push(resolve)), 'a frame');
  }

  async until(wanted) {
    let frame;
    do frame = await this.next(); while (!wanted(frame));
    return frame;
  }

  call(method, params) {
    this.socket.send(JSON.stringify({ method, params }));
    return this.until(frame => 'ok' in frame);
  }

  async ask(text) {
    const room = await this.call('conversations.create', { user_ids: ['helper'] });
    const params = { conversation_id: room.result.id, content: text };
    return this.call('messages.send', params);
  }
}

function within(promise, what) {
  const late = new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`${what} did not come in time`)), PATIENCE_MILLIS));
  return Promise.race([promise, late]);
}

function expect(what, actual, expected) {
  if (actual !== expected) {
    const shown = value => String(value).slice(0, 100);
    throw new Error(`${what}: expected ${shown(expected)}, got ${shown(actual)}`);
  }
}

async function begin(client, url) {
  const session = new Session(client, url);
  expect('hello', (await session.next()).method, 'events.hello');
  return session;
}

/** The reply as it streams is what was asked for, and so is the long message at its end. */
async function streams(session) {
  await session.ask(`#!script [{"repeat":${TIMES},"say":"${PIECE}"}]`);
  let text = '';
  for (;;) {
    const frame = await session.next();
    if (frame.method === 'events.messageDelta') text += frame.params.delta;
    if (frame.method === 'events.messageComplete' && frame.params.sender.kind === 'agent') {
      expect('the text at the end', frame.params.content, TEXT);
      break;
    }
  }
  expect('the streamed text', text, TEXT);
}

async function pings(session) {
  if (session.socket.ping) {
    session.socket.ping('are you there?');
    await session.until(frame => frame.pong === 'are you there?');
  }
}

export async function play(client, url) {
  const session = await begin(client, url);
  await streams(session);
  await pings(session);
  session.socket.close(1000);
  expect('our close', await within(session.closed, 'the close'), 1000);

  const rude = await begin(client, url);
  for (let i = 0; i < 9; i++) rude.socket.send('nonsense');
  expect('their close', await within(rude.closed, 'the close'), 1008);

  if (session.socket.drop) {
    const gone = await begin(client, url);
    await gone.ask('#!script [{"repeat":100000,"say":"word "}]');
    gone.socket.drop();
    const again = await begin(client, url);
    await pings(again);
    again.socket.close(1000);
    await within(again.closed, 'the close');
  }
}
