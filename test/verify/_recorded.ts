import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { formatFixture } from '../../src/record/format-fixture.ts';
import { specDigest } from '../../src/record/spec-digest.ts';
import type { Json } from '../../src/spec/json.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { tinyFile } from '../_tiny.ts';

export const ORIGIN = 'https://tiny.example';
/** After the newest row of a mock. */
export const START = Date.parse('2026-06-01T08:00:00Z');

/** A change of a fixture, as somebody makes it by hand. */
export type Edit = (fixture: any) => void;

/** What a client asks; what depends on the answer before is made of its body. */
export type IncomingRequest = string | ((before: any) => string);

export interface Options {
  /** By the names of the fixtures, which count from 1. */
  readonly edits?: Readonly<Record<string, Edit>>;
  readonly rows?: number;
  readonly document?: (document: any) => void;
}

/** What a recorder in front of a mock of the tiny vendor would have written: one fixture for each path, a second apart. */
export async function recordings(
  paths: readonly IncomingRequest[],
  { edits = {}, rows = 23, document }: Options = {},
): Promise<Made> {
  const made = await fixturesOf(paths, rows, document);
  const fixtures = structuredClone(made.fixtures) as Record<string, Fixture>;
  for (const [name, edit] of Object.entries(edits)) edit(fixtures[name]);
  return { ...made, fixtures };
}

/** The same as files. */
export async function recorded(
  paths: readonly IncomingRequest[],
  options: Options = {},
): Promise<{ readonly spec: string; readonly folder: string }> {
  const { file, fixtures } = await recordings(paths, options);
  const folder = await mkdtemp(join(tmpdir(), 'confab-verify-'));
  for (const [name, fixture] of Object.entries(fixtures))
    await writeFile(join(folder, `${name}.json`), formatFixture(fixture));
  return { spec: file, folder };
}

export interface Made {
  readonly file: string;
  readonly spec: Spec;
  /** By their names, which count from 1. */
  readonly fixtures: Readonly<Record<string, Fixture>>;
}

const made = new Map<string, Promise<Made>>();

/** What is asked of the same document is asked once. */
function fixturesOf(
  paths: readonly IncomingRequest[],
  rows: number,
  document: ((document: any) => void) | undefined,
) {
  const key = [rows, document, ...paths].map(String).join('\n');
  const known = made.get(key) ?? makeFixtures(paths, rows, document);
  made.set(key, known);
  return known;
}

async function makeFixtures(
  paths: readonly IncomingRequest[],
  rows: number,
  document: ((document: any) => void) | undefined,
): Promise<Made> {
  const file = await tinyFile(document);
  const [spec] = await loadSpecs({ vendors: [file] });
  if (!spec) throw new Error('no spec');
  const mock = await createMock({ vendors: [file], rows });
  const fixtures: Record<string, Fixture> = {};
  let before: unknown;
  for (const [index, asked] of paths.entries()) {
    const path = typeof asked === 'string' ? asked : asked(before);
    const response = await mock.fetch(`http://mock${path}`);
    const json = JSON.parse(await response.text()) as Json;
    before = json;
    fixtures[String(index + 1)] = {
      format: 1,
      vendor: spec.name,
      operation: /^\/api\/notes\/./.test(path) ? 'getNote' : 'listNotes',
      take: 1,
      source: {
        kind: 'recorded',
        at: new Date(START + index * 1000).toISOString(),
        origin: ORIGIN,
        milliseconds: 12,
        spec: specDigest(spec),
        by: 'a test',
      },
      redacted: [],
      request: { method: 'GET', url: path, headers: ['Accept: application/json'] },
      response: {
        status: response.status,
        headers: ['Content-Type: application/json'],
        body: { json },
      },
    };
  }
  return { file, spec, fixtures };
}

/** Three pages of ten that show every row of 23. */
export const WALK = [1, 2, 3].map((page) => `/api/notes?page=${page}&size=10`);
