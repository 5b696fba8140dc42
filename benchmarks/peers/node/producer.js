'use strict';

const SECOND = 1e9;
const MILLI = 1e6;

/** Produces when tokens are due, or as fast as the window lets it, at most a batch at a time. */
class Producer {
  constructor(produce, { streams, rate, window, batch }) {
    if (rate === 0 && window < batch) {
      throw new Error(`a window of ${window} holds no batch of ${batch}`);
    }
    this.produce = produce;
    this.streams = streams;
    this.rate = rate;
    this.window = window;
    this.batch = batch;
    this.produced = 0;
    this.start = process.hrtime.bigint();
    this.timer = setImmediate(() => (rate === 0 ? this.acknowledge(0) : this.tick()));
  }

  /** All receivers have so many tokens. */
  acknowledge(tokens) {
    if (this.rate === 0) {
      this.advance(Math.floor((tokens + this.window) / this.batch) * this.batch);
    }
  }

  /** Ends the production and returns the tokens of each stream. */
  stop() {
    clearImmediate(this.timer);
    clearTimeout(this.timer);
    return this.produced;
  }

  tick() {
    this.advance(Math.floor((this.elapsed() * this.rate) / SECOND) + 1);
    const early = (this.produced * SECOND) / this.rate - this.elapsed();
    this.timer = setTimeout(() => this.tick(), Math.max(0, early / MILLI));
  }

  advance(allowed) {
    while (this.produced < allowed) {
      const next = Math.min(this.produced + this.batch, allowed);
      this.produce(this.streams, this.produced, next);
      this.produced = next;
    }
  }

  elapsed() {
    return Number(process.hrtime.bigint() - this.start);
  }
}

module.exports = { Producer };
