import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { insidesIn } from '../answers.js';
import { rawInput } from '../raw-bytes.js';
import { readAnswers } from '../read-answers.js';
import { createScratch } from '../scratch.js';
import { startProgram } from '../servers.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
/** What a server says on purpose: 501 where nothing is served or recorded, 502 where the real service gave no answer. */
const ALLOWED = { mock: [501, 505], record: [501, 502, 505], replay: [501, 505] };

/** Bytes on a socket of the built mock, of a recorder in front of it, and of a replay. */
export const target = {
  needs: [],
  async open(_lib, { dist }) {
    const scratch = createScratch('raw');
    const mock = await startProgram(dist, ['mock']);
    const servers = {
      mock,
      record: await startProgram(dist, [
        'record',
        'gptbots',
        '--url',
        mock.url,
        '--out',
        scratch.empty('out'),
        '--unsafe',
      ]),
      replay: await startProgram(dist, ['replay', FIXTURES]),
    };
    return {
      input: fc.tuple(fc.constantFrom(...Object.keys(servers)), rawInput),
      async problemOf([name, input]) {
        const server = servers[name];
        const bytes = await exchange(server, input);
        const told = server.told();
        if (server.isGone()) return `${name} ended: ${told}`;
        return insidesIn(told) ?? problemOf(name, bytes);
      },
      show: ([name, { bytes, cuts, end }]) =>
        `to ${name}, cut at ${cuts.join(' ')}, then ${end}: ${JSON.stringify(bytes).slice(0, 700)}`,
      async close() {
        for (const server of Object.values(servers)) await server.stop();
        scratch.remove();
      },
    };
  },
};

function problemOf(name, bytes) {
  const { answers, broken } = readAnswers(bytes);
  if (broken) return `${name}: ${broken}`;
  for (const { status, headers, body } of answers) {
    const shown = status < 300 ? headers : `${headers}${body}`;
    if (status >= 500 && !ALLOWED[name].includes(status)) return `${name}: ${status} ${shown.slice(0, 800)}`;
    if (headers.length > 16_384) return `${name}: ${headers.length} bytes of headers`;
    const inside = insidesIn(shown);
    if (inside) return `${name}: ${inside}`;
  }
  return undefined;
}

/**
 * Sends the bytes and reads what comes until the connection is closed. A server may rightly wait for more of a request
 * that is not whole: so once it has answered somebody else who came later, this client goes.
 */
function exchange(server, { bytes, cuts, end }) {
  return new Promise((resolve) => {
    const chunks = [];
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks)));
    socket.on('end', () => socket.end());
    socket.on('connect', async () => {
      const all = Buffer.from(bytes, 'latin1');
      const places = [0, ...[...cuts].sort((a, b) => a - b).filter((at) => at < all.length), all.length];
      for (let n = 1; n < places.length; n += 1) {
        socket.write(all.subarray(places[n - 1], places[n]));
        await new Promise((done) => setImmediate(done));
      }
      if (end === 'half-close') socket.end();
      await ask(server);
      if (end === 'wait') await ask(server);
      if (end === 'abort') socket.destroy();
      else socket.end();
    });
  });
}

/** Resolves when the server has answered a plain request; a server that cannot any more hangs, and is told so. */
function ask({ port }) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () =>
      socket.write('GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'),
    );
    socket.on('error', resolve);
    socket.on('data', () => {});
    socket.on('close', resolve);
  });
}
