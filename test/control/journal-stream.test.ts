import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createJournals } from '../../src/control/journal.ts';
import { streamJournal } from '../../src/control/journal-stream.ts';
import { createMask } from '../../src/control/mask.ts';
import type { ServedExchange } from '../../src/control/served-exchange.ts';
import { toShownEntry } from '../../src/control/shown-entry.ts';
import { createMock } from '../../src/index.ts';
import { served } from './_served.ts';
import { matcher } from './_spec.ts';

const show = (one: ServedExchange) => toShownEntry(one, { matcher, maskOf: () => createMask() });

interface SentEvent {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data: any;
}

/** Reads events one by one, as a browser does. */
function events(body: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>) {
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  let text = '';
  const comments: string[] = [];
  return {
    comments,
    leave: async () => void (await chunks.return?.()),
    async next(): Promise<SentEvent | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const { value, done } = await chunks.next();
          if (done) return undefined;
          text += Buffer.from(value).toString();
          continue;
        }
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        comments.push(...lines.filter((line) => line.startsWith(':')));
        const field = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const data = field('data');
        if (data !== undefined) return { id: field('id'), event: field('event'), data: JSON.parse(data) };
      }
    },
  };
}

describe('a stream', () => {
  function streamed(after?: number, options: { silence?: number; signal?: AbortSignal } = {}) {
    const journals = createJournals({ entries: 3, bytes: 1e6, allEntries: 9, allBytes: 1e7 });
    const journal = journals.create();
    for (const n of [1, 2]) journal.add(served({ n }));
    return { journals, journal, stream: events(streamJournal(journal, { show, after, ...options })) };
  }

  test.each([
    ['begins with what comes from now on', undefined, ['3']],
    ['begins behind what the reader has', 1, ['2', '3']],
    ['has everything', 0, ['1', '2', '3']],
  ] as const)('%s', async (_, after, ids) => {
    const { journal, stream } = streamed(after);
    journal.add(served({ n: 3 }));
    for (const id of ids) {
      const event = await stream.next();
      expect([event?.id, event?.event, event?.data.n]).toEqual([id, undefined, Number(id)]);
    }
  });

  test('waits for what comes', async () => {
    const { journal, stream } = streamed();
    const coming = stream.next();
    journal.add(served({ n: 3 }));
    expect((await coming)?.id).toBe('3');
  });

  test('tells a slow reader how many it missed', async () => {
    const { journal, stream } = streamed();
    for (const n of [3, 4, 5, 6, 7]) journal.add(served({ n }));
    expect(await stream.next()).toMatchObject({ event: 'missed', data: { count: 2 } });
    expect((await stream.next())?.id).toBe('5');
  });

  test.each(['the scope', 'the server'])('ends with %s', async (what) => {
    const { journals, journal, stream } = streamed();
    const coming = stream.next();
    if (what === 'the scope') journal.close();
    else journals.end();
    expect(await coming).toMatchObject({ event: 'end' });
    expect(await stream.next()).toBeUndefined();
    expect(journals.following).toBe(0);
  });

  test('what came before the end is sent before it', async () => {
    const { journals, journal, stream } = streamed();
    journal.add(served({ n: 3 }));
    journals.end();
    expect((await stream.next())?.id).toBe('3');
    expect(await stream.next()).toMatchObject({ event: 'end' });
  });

  test('a reader that has left is forgotten', async () => {
    const { journals, stream } = streamed();
    expect(journals.following).toBe(1);
    await stream.leave();
    expect(journals.following).toBe(0);
  });

  test.each(['before', 'while it waits'])('a signal that aborts %s forgets it, too', async (when) => {
    const abort = new AbortController();
    if (when === 'before') abort.abort();
    const { journals, stream } = streamed(undefined, { signal: abort.signal });
    const coming = stream.next();
    abort.abort();
    expect(await coming).toBeUndefined();
    expect(journals.following).toBe(0);
  });

  test('says now and then that it is still there', async () => {
    const { journal, stream } = streamed(undefined, { silence: 1 });
    const coming = stream.next();
    while (stream.comments.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    journal.add(served({ n: 3 }));
    expect((await coming)?.id).toBe('3');
    expect(stream.comments[0]).toBe(': still here');
  });
});

describe('over a port', () => {
  async function open(path: string, headers: Record<string, string> = {}) {
    const mock = await createMock({ vendors: ['chatnio'] });
    const { url } = await mock.listen();
    const asked = request(`${url}/_confab/scopes/default/journal${path}`, {
      headers: { accept: 'text/event-stream', ...headers },
    }).end();
    const [incoming] = (await once(asked, 'response')) as [IncomingMessage];
    return { mock, url, asked, incoming, stream: events(incoming) };
  }
  const ask = (url: string) => fetch(`${url}/chatnio/conversation/list`).then((response) => response.text());

  test('a client reads along; the server ends it when it stops, and waits for nobody', async () => {
    const { mock, url, incoming, stream } = await open('');
    expect(incoming.headers['content-type']).toBe('text/event-stream');
    await ask(url);
    expect(await stream.next()).toMatchObject({ id: '1', data: { operation: 'chatnio.listConversations' } });
    const cut = mock.close();
    expect(await stream.next()).toMatchObject({ event: 'end' });
    expect(await stream.next()).toBeUndefined();
    expect(await cut).toBe(0);
  });

  test.each([
    ['after', '?after=0', {}],
    ['Last-Event-ID', '', { 'Last-Event-ID': '0' }],
    ['Last-Event-ID, which is newer than the address', '?after=7', { 'Last-Event-ID': '0' }],
    ['a list of media types', '?after=0', { accept: 'text/event-stream;q=0.9, application/json' }],
  ] as const)('%s', async (_, path, headers) => {
    const { mock, url, stream } = await open(path, headers);
    await ask(url);
    expect((await stream.next())?.id).toBe('1');
    await stream.leave();
    expect(await mock.close()).toBe(0);
  });

  test('a client that stays away does not keep the server, and one that has left is forgotten', async () => {
    const { mock, asked, incoming } = await open('');
    incoming.pause();
    expect(await mock.close()).toBe(0);
    const gone = await open('');
    gone.incoming.on('error', () => {});
    gone.asked.on('error', () => {}).destroy();
    (asked as ClientRequest).on('error', () => {}).destroy();
    expect(await gone.mock.close()).toBe(0);
  });
});
