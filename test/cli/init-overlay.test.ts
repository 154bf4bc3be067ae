import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';
import { tinyDocument } from '../_tiny.ts';
import { plainDocument, single } from '../spec/recognise/_plain.ts';
import { run } from './_run.ts';

const NUMBER = { type: 'integer' };
const TEXT = { type: 'string' };

/** Writes a document into a folder of its own, and an overlay beside it. */
async function init(document: object, more: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'confab-init-'));
  const [file, overlay] = [join(folder, 'plain.yaml'), join(folder, 'own.yaml')];
  await writeFile(file, stringify(document, { aliasDuplicateObjects: false }));
  const ran = await run(['init', file, '--overlay', overlay, ...more]);
  return { ran, file, overlay, text: await readFile(overlay, 'utf8').catch(() => '') };
}

/** What a document and its overlay say of lists. */
async function listsOf(file: string, overlays: readonly string[]) {
  const { operations, recognised } = await loadSpec(file, { overlays });
  const lists = operations.map(({ id, list }) => [
    id,
    list && JSON.parse(JSON.stringify({ ...list, success: list.success.status, media: list.media.type })),
  ]);
  return { lists, recognised: recognised.lists.length };
}

const { operationId: _, ...get } = (plainDocument() as any).paths['/things'].get;
const ANOTHER = { get };
const PATHS = { '/things/{id}': single() };

describe('the overlay that init writes says what was recognised', () => {
  test.each<[string, Parameters<typeof plainDocument>[0]]>(
    some<[string, Parameters<typeof plainDocument>[0]]>(
      [
        ['pages by number', { paths: PATHS, beside: { total: NUMBER } }],
        ['tokens', { query: { cursor: TEXT, limit: NUMBER }, beside: { next_cursor: TEXT } }],
        ["rows' ids", { query: { after: TEXT }, beside: { last_id: TEXT, has_more: { type: 'boolean' } } }],
        [
          'a URL whose format is not said',
          { beside: { next: { ...TEXT, description: 'URL of the next page' } } },
        ],
        [
          'rows of no component',
          { answer: { type: 'array', items: { type: 'object', properties: { id: TEXT } } } },
        ],
        ['a path that must be quoted', { paths: { "/it's/{id}/~x": ANOTHER } }],
      ],
      3,
    ),
  )('%s', async (_, plain) => {
    const { ran, file, overlay } = await init(plainDocument(plain));
    expect([ran.code, ran.err]).toEqual([0, '']);
    const [before, after] = [await listsOf(file, []), await listsOf(file, [overlay])];
    expect(before.recognised).toBeGreaterThan(0);
    expect(after).toEqual({ lists: before.lists, recognised: 0 });
  });

  test('comments say what could not be known, and the command to try it', async () => {
    const { ran, file, overlay, text } = await init(
      plainDocument({ query: { page: NUMBER, limit: NUMBER, q: TEXT, kind: TEXT }, paths: PATHS }),
    );
    expect(text).toContain('# GET /things: rows in items, page by page, size by limit.');
    expect(text).toContain('# Not known: its order');
    expect(text).toContain('# Not known: what q, kind may filter or order by');
    expect(text).toContain('# Not known: how many rows come without limit.');
    expect(text).toContain('# An id that no row has is answered all the same');
    expect(text).toContain(`# Try it: npx confabulate mock ${file} --overlay ${overlay}`);
    expect(ran.out).toContain(`npx confabulate check ${file} --overlay ${overlay}`);
  });

  test('a document without a list gets an overlay to begin with', async () => {
    const { ran, file, overlay, text } = await init(plainDocument({ query: { q: TEXT } }));
    expect(ran.code).toBe(0);
    expect(text).toContain('Nothing was recognised');
    expect((await listsOf(file, [overlay])).lists).toEqual([['things', undefined]]);
  });

  test("the document's own words stay within comments", async () => {
    const path = '/a\nactions: []\u2028x';
    const document = plainDocument({ paths: { [path]: ANOTHER } });
    document.info = { title: 'x\n---\nactions:', version: '1' };
    const { ran, file, overlay } = await init(document);
    expect(ran.code).toBe(0);
    expect((await listsOf(file, [overlay])).lists).toHaveLength(2);
  });
});

describe('what init refuses', () => {
  test('to write an overlay that is there', async () => {
    const { file, overlay, text } = await init(plainDocument());
    const again = await run(['init', file, '--overlay', overlay]);
    expect([again.code, again.err]).toEqual([
      1,
      `confab: ${overlay} is there already, and is not overwritten; --overlay names another file\n`,
    ]);
    expect(await readFile(overlay, 'utf8')).toBe(text);
  });

  test('a document that says itself which collections it has', async () => {
    const { ran, text } = await init(tinyDocument());
    expect([ran.code, text]).toEqual([1, '']);
    expect(ran.err).toMatch(/says itself which collections it has.*--config <file>/);
  });

  test.each<[string, string[], number, RegExp]>(
    some<[string, string[], number, RegExp]>(
      [
        ['a document that is not there', ['./none.yaml'], 2, /none\.yaml/],
        ['a document that is none', ['package.json'], 2, /package\.json/],
        [
          '--overlay without a name',
          ['test/cases/08-examples.yaml', '--overlay='],
          1,
          /--overlay needs the name of a file/,
        ],
        [
          '--overlay of a vendor',
          ['gptbots', '--overlay', 'x.yaml'],
          1,
          /--overlay is for one OpenAPI document/,
        ],
        [
          '--overlay of two documents',
          ['./a.yaml', './b.yaml', '--overlay', 'x.yaml'],
          1,
          /--overlay is for one/,
        ],
        [
          '--overlay with --config',
          ['./a.yaml', '--config', 'y.yaml', '--overlay', 'x.yaml'],
          1,
          /--overlay is for one/,
        ],
        ['a folder', ['test/cases/08-examples.yaml', '--overlay', '/tmp'], 1, /\/tmp is there already/],
        [
          'a file below a file',
          ['test/cases/08-examples.yaml', '--overlay', '/etc/passwd/x'],
          1,
          /there is no folder/,
        ],
      ],
      4,
    ),
  )('%s', async (_, args, code, message) => {
    const found = await run(['init', ...args]);
    expect([found.code, found.out]).toEqual([code, '']);
    expect(found.err).toMatch(message);
  });
});
