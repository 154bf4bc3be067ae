import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IncomingRequest, recordings } from '../../verify/_recorded.ts';

/** An entry as a browser writes it; `change` makes it another program's. */
export type Change = (entry: any) => void;

/** What a client of the tiny vendor asked, as entries of a HAR file. */
export async function entriesOf(
  paths: readonly IncomingRequest[],
  change: Change = () => {},
): Promise<any[]> {
  const { fixtures } = await recordings(paths);
  return Object.values(fixtures).map(({ source, request, response }) => {
    const body = response.body && 'json' in response.body ? JSON.stringify(response.body.json) : '';
    const entry = {
      startedDateTime: 'at' in source ? source.at : source.read,
      time: 12.5,
      request: {
        method: request.method,
        url: `https://tiny.example${request.url}`,
        httpVersion: 'h2',
        headers: [
          { name: ':authority', value: 'tiny.example' },
          { name: ':path', value: request.url },
          { name: 'accept', value: 'application/json' },
        ],
        queryString: [],
        cookies: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: response.status,
        statusText: '',
        httpVersion: 'h2',
        headers: [{ name: 'content-type', value: 'application/json' }],
        cookies: [],
        content: { size: Buffer.byteLength(body), mimeType: 'application/json', text: body },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { send: 0, wait: 12, receive: 0.5 },
    };
    change(entry);
    return entry;
  });
}

/** A HAR file in a folder of its own. */
export async function harFile(entries: readonly unknown[], name = 'traffic.har'): Promise<string> {
  return textFile(JSON.stringify({ log: { version: '1.2', creator: { name: 'a test' }, entries } }), name);
}

export async function textFile(text: string | Uint8Array, name = 'traffic.har'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'confab-har-')), name);
  await writeFile(path, text);
  return path;
}
