'use strict';

const net = require('node:net');
const readline = require('node:readline');
const { Producer } = require('./producer');

/** Listens for the one connection that says what to produce; the process ends with it. */
function listen(produce, batch, ready) {
  const server = net.createServer({ noDelay: true }, (socket) => {
    const commands = new Commands(produce, batch);
    const lines = readline.createInterface({ input: socket });
    lines.on('line', (line) => {
      const answer = commands.answer(line.split(' '));
      if (answer) {
        socket.write(`${answer}\n`);
      }
    });
    socket.on('close', () => process.exit(0));
    socket.on('error', () => process.exit(0));
  });
  server.listen(0, '127.0.0.1', () => ready(server.address().port));
}

class Commands {
  constructor(produce, batch) {
    this.produce = produce;
    this.batch = batch;
    this.producer = null;
  }

  answer([command, ...words]) {
    try {
      switch (command) {
        case 'ack':
          this.producer?.acknowledge(Number(words[0]));
          return '';
        case 'fanout':
          return this.fanOut(words.map(Number));
        case 'stop':
          return this.stop();
        case 'gc':
          globalThis.gc?.();
          return '';
        case 'stats':
          return stats();
        default:
          return `error unknown: ${command}`;
      }
    } catch (error) {
      return `error ${command}: ${error.message}`;
    }
  }

  fanOut([streams, rate, window]) {
    if (this.producer) {
      throw new Error('not stopped');
    }
    this.producer = new Producer(this.produce, { streams, rate, window, batch: this.batch });
    return `started ${this.producer.start}`;
  }

  stop() {
    if (!this.producer) {
      throw new Error('nothing to stop');
    }
    const produced = this.producer.stop();
    this.producer = null;
    return `stopped ${produced}`;
  }
}

/** Node counts neither allocation nor collections. */
function stats() {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  return `stats ${(user + system) * 1000} 0 0 0 ${heapUsed} ${external}`;
}

module.exports = { listen };
