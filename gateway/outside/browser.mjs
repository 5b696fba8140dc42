// What scenario.mjs does, by headless Chromium, in a page of its own origin. Usage: browser.mjs PORT URL NAME
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MILLIS = 90_000;
const [port, url] = process.argv.slice(2);

const page = `<!doctype html><meta charset="utf-8"><script type="module">
import { play } from './scenario.mjs';
const client = (address, handlers) => {
  const socket = new WebSocket(address);
  socket.onmessage = event => handlers.message(event.data);
  socket.onclose = event => handlers.close(event.code);
  return { send: text => socket.send(text), close: code => socket.close(code) };
};
play(client, ${JSON.stringify(url)})
  .then(() => 'ok', error => error.message)
  .then(result => fetch('/result', { method: 'POST', body: result }));
</script>`;

const profile = mkdtempSync(join(tmpdir(), 'outside-'));
const result = await new Promise(resolve => {
  setTimeout(() => resolve('the page did not end in time'), PATIENCE_MILLIS).unref();
  const server = createServer(async (request, response) => {
    if (request.url === '/result') {
      request.on('data', data => resolve(data.toString()));
    } else if (request.url === '/scenario.mjs') {
      response.setHeader('Content-Type', 'text/javascript');
      response.write(await readFile(new URL('scenario.mjs', import.meta.url)));
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.write(page);
    }
    response.end();
  });
  server.listen(Number(port), '127.0.0.1', () => {
    const browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`,
      `http://localhost:${port}/`], { stdio: 'ignore' });
    process.on('exit', () => browser.kill());
  });
});
console.log(result);
process.exit(result === 'ok' ? 0 : 1);
