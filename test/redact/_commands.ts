import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkContract, REPORT_FORMATS, toReport } from '../../src/index.ts';
import { tinyFile } from '../_tiny.ts';
import { withServer } from '../cli/_loopback.ts';
import { run } from '../cli/_run.ts';
import { serving } from '../cli/_serving.ts';
import { filesOf, folder } from '../record/_recording.ts';
import { harFile } from '../record/har/_har.ts';
import { FORMS } from './_forms.ts';
import { CHARSETS, inCharset, viewsOf } from './_planted.ts';

/** A body with a secret of its own, so that none is found because another one was. */
interface Body {
  readonly what: string;
  readonly secret: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Each form, or every so many, in one charset after the other. */
export function bodiesOf(every: number): Body[] {
  return Object.entries(FORMS)
    .filter((_, index) => index % every === 0)
    .map(([form, plant], index) => {
      const secret = `hunter${index}-xyzzy-${7919 * (index + 1)}`;
      const charset = CHARSETS[index % CHARSETS.length] as (typeof CHARSETS)[number];
      return {
        what: `${form} in ${charset.join(', ')}`,
        secret,
        ...inCharset(plant('password', secret), charset),
      };
    });
}

/** Everything that the commands write, print and answer about these bodies, in requests and responses. */
export async function everythingShown(
  bodies: readonly Body[],
  formats: readonly (typeof REPORT_FORMATS)[number][] = REPORT_FORMATS,
): Promise<Map<string, string>> {
  const tiny = await tinyFile((document) => {
    document.paths['/notes'].post = {
      ...document.paths['/notes'].get,
      operationId: 'searchNotes',
      requestBody: { content: { '*/*': { schema: {} } } },
    };
  });
  const shown = new Map<string, string>();
  const note = (what: string, ran: { readonly out: string; readonly err: string }) =>
    shown.set(what, `${ran.out}\n${ran.err}`);
  const ask = (url: string, { type, bytes }: Body, n: number) =>
    fetch(`${url}/api/notes?page=${n}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(bytes),
    });
  const out = await folder();
  await withServer(
    (incoming, outgoing) => {
      const page = Number(new URL(incoming.url ?? '', 'http://x').searchParams.get('page') ?? 1);
      const { type, bytes } = (bodies[page - 1] ?? bodies[0]) as Body;
      incoming.resume().on('end', () => outgoing.writeHead(200, { 'content-type': type }).end(bytes));
    },
    async (url) => {
      const recorded = await serving(['record', tiny, '--url', url, '--out', out], async (proxy) => {
        for (const [index, body] of bodies.entries()) await (await ask(proxy, body, index + 1)).arrayBuffer();
        const lost = await fetch(`${proxy}/nowhere/token=${bodies[0]?.secret}`);
        shown.set('the refusal of a path', await lost.text());
      });
      if (recorded.ran.code !== 3 && recorded.ran.code !== 0) throw new Error(recorded.ran.err);
      note('what record prints', recorded.ran);
      const result = await checkContract({
        vendors: [tiny],
        url,
        only: ['schema', 'media-type', 'json', 'charset'],
      });
      for (const format of formats) shown.set(`the report of check as ${format}`, toReport(format, result));
    },
  );
  for (const [file, text] of await filesOf(out)) shown.set(`the recording ${file}`, text);
  const replayed = await serving(['replay', out, '--spec', tiny], async (url) => {
    for (const [index, body] of bodies.entries()) {
      const { status } = await ask(url, body, index + 1);
      if (status !== 200) throw new Error(`${body.what} was recorded, and is not found: ${status}`);
      shown.set(`the refusal of ${body.what}`, await (await ask(url, body, 9999 + index)).text());
    }
  });
  note('what replay prints', replayed.ran);
  for (const format of formats)
    note(
      `the report of verify as ${format}`,
      await run(['verify', out, '--spec', tiny, '--grade', 'assumed', '--report', format]),
    );
  await withHar(bodies, tiny, note, shown);
  await withOwnFixtures(bodies, tiny, note);
  return shown;
}

type Note = (what: string, ran: { readonly out: string; readonly err: string }) => void;

async function withHar(bodies: readonly Body[], tiny: string, note: Note, shown: Map<string, string>) {
  const har = await harFile(
    bodies.map(({ type, bytes }, index) => {
      const text = Buffer.from(bytes).toString('base64');
      return {
        startedDateTime: '2026-03-20T08:00:00.000Z',
        time: 1,
        request: {
          method: 'POST',
          url: `https://tiny.example/api/notes?page=${index + 1}`,
          headers: [{ name: 'content-type', value: type }],
          postData: { mimeType: type, text, encoding: 'base64' },
        },
        response: {
          status: 200,
          headers: [{ name: 'content-type', value: type }],
          content: { mimeType: type, text, encoding: 'base64', size: bytes.length },
        },
      };
    }),
  );
  const imported = await folder();
  note('what import prints', await run(['import', har, '--out', imported, '--spec', tiny]));
  for (const [file, text] of await filesOf(imported)) shown.set(`the import ${file}`, text);
  note(
    'the report of verify of a HAR file',
    await run(['verify', har, '--spec', tiny, '--grade', 'assumed', '--report', 'json']),
  );
  note('what export prints of it', await run(['export', imported, '--har', '-']));
  const broken = await harFile([]);
  await writeFile(broken, `{"log":{"entries":[{"password": ${bodies[0]?.secret}`);
  note('what a broken HAR file gets', await run(['import', broken, '--out', imported]));
}

/** Fixtures that somebody wrote by hand, with the secrets in them. */
async function withOwnFixtures(bodies: readonly Body[], tiny: string, note: Note) {
  const own = join(await folder(), 'tiny/searchNotes');
  await mkdir(own, { recursive: true });
  for (const [index, { type, bytes }] of bodies.entries()) {
    const message = {
      headers: [`Content-Type: ${type}`],
      body: { base64: Buffer.from(bytes).toString('base64') },
    };
    const fixture = {
      format: 1,
      vendor: 'tiny',
      operation: 'searchNotes',
      take: 1,
      source: {
        kind: 'documentation',
        page: 'https://tiny.example',
        read: '2026-03-20',
        origin: 'https://tiny.example',
      },
      redacted: [],
      request: { method: 'POST', url: `/api/notes?page=${index + 1}`, ...message },
      response: { status: 200, ...message },
    };
    await writeFile(join(own, `${index}.json`), JSON.stringify(fixture));
  }
  note('what export prints of fixtures by hand', await run(['export', own, '--har', '-', '--spec', tiny]));
  note(
    'the report of verify of fixtures by hand',
    await run(['verify', own, '--spec', tiny, '--grade', 'assumed', '--report', 'json']),
  );
  await writeFile(join(own, 'broken.json'), `{"format": 1, "password": ${bodies[0]?.secret}}`);
  note('what a broken fixture gets', await run(['verify', own, '--spec', tiny]));
  note('what replay says of a broken fixture', await run(['replay', own, '--spec', tiny]));
}

/** Where a secret is still to be seen. */
export function seenIn(shown: ReadonlyMap<string, string>, bodies: readonly Body[]): string[] {
  return [...shown].flatMap(([where, text]) => {
    const views = viewsOf(text, 2);
    return bodies
      .filter(({ secret }) => views.some((view) => view.includes(secret)))
      .map(({ what }) => `${where}: ${what}`);
  });
}
