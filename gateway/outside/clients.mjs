// What scenario.mjs does, by the WebSocket clients of npm. Usage: clients.mjs URL CLIENT
import { createRequire } from 'node:module';
import { play } from './scenario.mjs';

const require = createRequire(`${process.cwd()}/`); // the packages are installed where we are run
const [url, name] = process.argv.slice(2);

/** Wraps an event target, as browsers know it. */
function standard(make) {
  return (address, handlers) => {
    const socket = make(address);
    socket.onopen = () => handlers.open?.();
    socket.onmessage = event => handlers.message(event.data);
    socket.onclose = event => handlers.close(event.code);
    socket.onerror = () => {};
    return { send: text => socket.send(text), close: code => socket.close(code) };
  };
}

const clients = {
  ws: (address, handlers) => {
    const { WebSocket } = require('ws');
    const socket = new WebSocket(address);
    socket.on('open', () => handlers.open?.());
    socket.on('message', data => handlers.message(data.toString()));
    socket.on('pong', data => handlers.pong?.(data.toString()));
    socket.on('close', code => handlers.close(code));
    socket.on('error', () => {});
    return {
      send: text => socket.send(text),
      close: code => socket.close(code),
      ping: text => socket.ping(text),
      drop: () => socket.terminate(),
    };
  },
  undici: standard(address => new (require('undici').WebSocket)(address)),
  'faye-websocket': (address, handlers) => {
    const { Client } = require('faye-websocket');
    const socket = new Client(address);
    socket.on('open', () => handlers.open?.());
    socket.on('message', event => handlers.message(event.data));
    socket.on('close', event => handlers.close(event.code));
    socket.on('error', () => {});
    return {
      send: text => socket.send(text),
      close: code => socket.close(code),
      ping: text => socket.ping(text, () => handlers.pong?.(text)),
      drop: () => socket._stream.destroy(),
    };
  },
  websocket: standard(address => new (require('websocket').w3cwebsocket)(address)),
};

await play(clients[name], url);
process.exit(0);
