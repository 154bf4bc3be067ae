import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContract } from '../../src/check-contract.ts';
import { builtinFile, profileNames } from '../../src/spec/builtin.ts';
import { isObject, type Json } from '../../src/spec/json.ts';
import { toPointer } from '../../src/spec/json-pointer.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { file, tinyFile } from '../_tiny.ts';

const NOTE = '/components/schemas/Note';

const FIRST = `overlay: 1.0.0
info: { title: First, version: '1' }
actions:
  - target: $.components.schemas.Note
    update:
      required: [kind, touched]
      properties:
        stars: { maximum: 4 }
        mood:
          type: string
          enum: [good, bad]
  - target: $.paths['/notes'].get.parameters[?@.name=='q']
    remove: true
  - target: $.paths['/notes'].get.parameters
    update: { name: mood, in: query, schema: { type: string } }
  - target: $.paths['/notes'].get['x-confab'].filters.title
    remove: true
`;
const SECOND = `overlay: 1.0.0
info: { title: Second, version: '1' }
actions:
  - target: $.components.schemas.Note.properties.mood
    update: { enum: [awful] }
  - target: $.components.schemas.Note.required[?@=='kind']
    remove: true
  - target: $.components.schemas.Note.properties.title
    update: { maxLength: 80 }
`;

describe('a statement of an overlay is at its own file and line', () => {
  test.each<[string, string, string, number | undefined]>(
    some<[string, string, string, number | undefined]>(
      [
        ['what the overlay added', `${NOTE}/properties/mood`, 'first.yaml', 9],
        ['what stands below', `${NOTE}/properties/mood/type`, 'first.yaml', 10],
        ['a word of it', `${NOTE}/properties/stars/maximum`, 'first.yaml', 8],
        [
          'its neighbour, which is the document’s',
          `${NOTE}/properties/stars/minimum`,
          'tiny.yaml',
          undefined,
        ],
        ['a name appended to a list, behind one that is gone', `${NOTE}/required/4`, 'first.yaml', 6],
        ['a name before it', `${NOTE}/required/3`, 'tiny.yaml', undefined],
        [
          'a parameter appended where another was removed',
          '/paths/~1notes/get/parameters/8',
          'first.yaml',
          15,
        ],
        ['and its schema', '/paths/~1notes/get/parameters/8/schema/type', 'first.yaml', 15],
        ['the parameter before it', '/paths/~1notes/get/parameters/7', 'tiny.yaml', undefined],
        ['what a second overlay appended', `${NOTE}/properties/mood/enum/2`, 'second.yaml', 5],
        ['what the first one said there', `${NOTE}/properties/mood/enum/0`, 'first.yaml', 11],
        ['a word of the second one', `${NOTE}/properties/title/maxLength`, 'second.yaml', 9],
        ['what nobody changed', '/info/title', 'tiny.yaml', undefined],
        ['the document', '', 'tiny.yaml', undefined],
      ],
      4,
    ),
  )('%s', async (_, pointer, name, line) => {
    const overlays = [await file('first.yaml', FIRST), await file('second.yaml', SECOND)];
    const spec = await loadSpec(await tinyFile(), { overlays, lines: true });
    const place = spec.at(pointer);
    expect([basename(place.file), place.pointer]).toEqual([name, pointer]);
    if (line !== undefined) expect(place.line).toBe(line);
  });

  test('so is a finding of it, and the others are at the document', async () => {
    const overlay = await file(
      'strict.yaml',
      `overlay: 1.0.0
info: { title: Strict, version: '1' }
actions:
  - target: $.components.schemas.Note
    update:
      required: [mood]
      properties:
        stars: { maximum: 4 }
`,
    );
    const note = { id: 'x', title: 5, written: 1770000000000, stars: 5 };
    const { specs } = await checkContract({
      vendors: [await tinyFile()],
      overlays: [overlay],
      only: ['schema'],
      fetch: async () => Response.json({ notes: [note], total: 1, more: false, page: 1 }),
    });
    const placeOf = (title: RegExp) => {
      const source = specs[0]?.findings.find((one) => title.test(one.title))?.source;
      return source && `${basename(source.file)}:${source.line}`;
    };
    expect(placeOf(/mood is missing/)).toBe('strict.yaml:6');
    expect(placeOf(/stars/)).toBe('strict.yaml:8');
    expect(placeOf(/title/)).toMatch(/^tiny\.yaml:\d+$/);
  });

  test.each<[string, string, RegExp]>([
    [
      'an unknown word',
      'update: { x-confab: { tiem: row } }',
      /bad\.yaml:5: x-confab does not know the word tiem/,
    ],
    [
      'a hint that cannot be called',
      'update: { x-faker: { number.int: [{ min: 9, max: 1 }] } }',
      /bad\.yaml:5: x-faker /,
    ],
  ])('so is a mistake in it: %s', async (_, update, message) => {
    const overlay = await file(
      'bad.yaml',
      `overlay: 1.0.0
info: { title: Bad, version: '1' }
actions:
  - target: $.components.schemas.Note.properties.title
    ${update}
`,
    );
    await expect(loadSpec(await tinyFile(), { overlays: [overlay] })).rejects.toThrow(message);
  });
});

describe('every statement under a built-in profile is on a line that has its name', () => {
  test.each(some(profileNames(), 5))('%s', async (profile) => {
    const vendor = profile.split('.')[0] as string;
    const [spec] = await loadSpecs({ vendors: [vendor], profiles: [profile], lines: true });
    const texts = new Map<string, string[]>();
    const lineOf = (name: string, line: number) => {
      const lines = texts.get(name) ?? readFileSync(name, 'utf8').split('\n');
      texts.set(name, lines);
      return lines[line - 1] ?? '';
    };
    for (const path of pathsOf(spec!.document)) {
      const { file: name, line } = spec!.at(toPointer(path));
      const text = lineOf(name, line!);
      if (!/^\d+$/.test(path.at(-1)!)) expect(text, toPointer(path)).toContain(path.at(-1));
    }
    const { actions } = parse(readFileSync(builtinFile(`profiles/${profile}.yaml`), 'utf8'));
    const adds = actions.some(({ update }: any) => update !== undefined);
    expect([...texts.keys()].map((name) => basename(name)).sort()).toEqual(
      [`${vendor}.yaml`, ...(adds ? [`${profile}.yaml`] : [])].sort(),
    );
  });
});

function* pathsOf(value: Json, path: string[] = []): Generator<string[]> {
  if (path.length > 0) yield path;
  if (!isObject(value) && !Array.isArray(value)) return;
  for (const [key, child] of Object.entries(value)) yield* pathsOf(child as Json, [...path, key]);
}
