import { once } from 'node:events';
import { createServer } from 'node:http';

/** Serves a fetch on a port of this machine, byte for byte: what is broken in an answer is broken on the wire. */
export async function serve(fetch) {
  const server = createServer(async (incoming, outgoing) => {
    const { status, headers, body } = await fetch(await toRequest(incoming));
    outgoing.writeHead(status, [...headers].flat());
    try {
      let sent = 0;
      for await (const chunk of body ?? []) {
        await new Promise((done) => outgoing.write(chunk, done));
        sent += chunk.length;
      }
      // Where more is announced than comes, the end of the connection tells that no more will.
      const isShort = Number(headers.get('content-length') ?? 0) > sent;
      outgoing.end(() => isShort && incoming.socket.end());
    } catch {
      outgoing.destroy();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The test credentials of a spec, as the environment of a run has them. */
export function environmentOf({ variablesOf }, spec, secrets) {
  return Object.fromEntries(
    variablesOf(spec)
      .filter(({ use }) => 'scheme' in use)
      .map(({ name, use: { scheme, part } }) => {
        const secret = secrets[scheme];
        const colon = secret.indexOf(':');
        return [name, { whole: secret, id: secret.slice(0, colon), secret: secret.slice(colon + 1) }[part]];
      }),
  );
}

async function toRequest(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
    values.map((value) => [name, value]),
  );
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers,
    ...(hasBody && { body: Buffer.concat(chunks) }),
  });
}
