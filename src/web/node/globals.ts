import { Buffer } from 'buffer/index.js';

/** Names that code for Node takes for granted; the bundler puts them in. */

// The package decodes in JavaScript, ten times slower.
const decoder = new TextDecoder();
const slow = Buffer.prototype.toString;
Buffer.prototype.toString = function (encoding?: string, start?: number, end?: number): string {
  return encoding === undefined || encoding === 'utf8'
    ? decoder.decode(this.subarray(start ?? 0, end ?? this.length))
    : slow.call(this, encoding as 'hex', start, end);
};

const process = { pid: 1, platform: 'browser', env: {} };

/** Runs a callback after the messages that wait, unlike a microtask, and without the delay of nested timers. */
function setImmediate(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(undefined);
}

export { Buffer, process, setImmediate };
