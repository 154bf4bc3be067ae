import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { notCalled } from '../../src/contract/not-called.ts';
import { withSafe } from '../../src/contract/with-safe.ts';
import { UsageError } from '../../src/errors.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { petsFile } from '../_pets.ts';
import { tinyFile } from '../_tiny.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'] as const;

async function specOf(change: (document: any) => void = () => {}): Promise<Spec> {
  const [spec] = await loadSpecs({ vendors: [await petsFile(change)] });
  return spec as Spec;
}

const each = (says?: boolean) =>
  specOf((document) => {
    const responses = { '200': { description: 'Fine' } };
    const one = { responses, ...(says !== undefined && { 'x-confab': { safe: says } }) };
    document.paths = { '/a': Object.fromEntries(METHODS.map((method) => [method, one])) };
  });

describe('which operations are called', () => {
  test.each<[string, boolean | undefined, readonly string[]]>([
    ['GET and HEAD, of a document that says nothing', undefined, ['GET', 'HEAD']],
    ['all that a document calls safe', true, METHODS.map((method) => method.toUpperCase())],
    ['nothing that it calls unsafe', false, []],
  ])('%s', async (_, says, methods) => {
    const { operations } = await each(says);
    const safe = operations.filter((one) => one.safe).map(({ method }) => method);
    expect(safe.sort()).toEqual([...methods].sort());
  });

  test('what --safe names is called, too, and nothing else', async () => {
    const vendors = [await petsFile()];
    const { specs } = await checkContract({ vendors, safe: ['addPet'], only: ['status'] });
    expect(specs[0]?.operations).toEqual(['listPets', 'addPet', 'countPets', 'loadPet', 'login']);
    const again = await checkContract({ vendors, only: ['status'] });
    expect(again.specs[0]?.operations).not.toContain('addPet');
  });

  test('a spec of which nothing more is called stays the same, and the others keep their fields', async () => {
    const spec = await specOf();
    expect(withSafe([spec], [])[0]).toBe(spec);
    expect(withSafe([spec], ['listPets'])[0]).toBe(spec);
    const [changed] = withSafe([spec], ['addPet']);
    const added = changed?.operations.find(({ id }) => id === 'addPet');
    expect([added?.safe, added?.fields.map(({ key }) => key)]).toEqual([
      true,
      ['body/id', 'body/name', 'body/tag'],
    ]);
    expect({ ...added }.fields).toBe(added?.fields);
  });
});

describe('a name that cannot be used is a sentence', () => {
  test.each<[string, string[], RegExp]>([
    ['one with a slip', ['adPet'], /^safe: there is no operation adPet; did you mean addPet\?$/],
    ['one of none', [''], /^safe: there is no operation ; did you mean /],
    ['one of two', ['addNote'], /^safe: addNote is an operation of pets and of tiny; check one of them/],
  ])('%s', async (_, safe, message) => {
    const addNote = { operationId: 'addNote', responses: { '201': { description: 'Made' } } };
    const vendors = [
      await petsFile((document) => {
        document.paths['/notes'] = { post: addNote };
      }),
      await tinyFile((document) => {
        document.paths['/notes'].post = addNote;
      }),
    ];
    const run = checkContract({ vendors, safe });
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(message);
  });

  test('a text in place of a list', async () => {
    const run = checkContract({ vendors: [await petsFile()], safe: 'addPet' as never });
    await expect(run).rejects.toThrow(/^safe: "addPet" is no list of operation ids; write \[ … \] around/);
  });
});

describe('what is not called is said, with the reason and what to do', () => {
  test('of a plain document', async () => {
    const { specs } = await checkContract({ vendors: [await petsFile()], only: ['status'] });
    expect(specs[0]?.notes).toEqual([
      '2 operations were not called, as POST, DELETE may change something: addPet, removePet. ' +
        'Where one does not, say so: --safe addPet, or x-confab: safe: true in the document',
    ]);
  });

  test.each<[string, boolean | undefined, RegExp[]]>([
    [
      'nothing said',
      undefined,
      [
        /^6 operations were not called, as .* may change something: PUT \/a, .*: --safe 'PUT \/a', or x-confab/,
      ],
    ],
    ['all safe', true, []],
    ['all unsafe', false, [/^8 operations were not called, as the document says x-confab: safe: false: /]],
  ])('%s', async (_, says, sentences) => {
    const notes = notCalled(await each(says));
    expect(notes).toHaveLength(sentences.length);
    for (const [index, sentence] of sentences.entries()) expect(notes[index]).toMatch(sentence);
  });

  test('of one whose answer is no answer of HTTP', async () => {
    const vendors = [
      await petsFile((document) => {
        document.paths['/live'] = {
          get: { operationId: 'live', responses: { '101': { description: 'A socket' } } },
        };
      }),
    ];
    const { specs } = await checkContract({ vendors, only: ['status'], warn: () => {} });
    expect(specs[0]?.findings).toEqual([]);
    expect(specs[0]?.notes).toContain(
      '1 operation was not called, as the document has no response that can be given as an answer: live',
    );
  });

  test('of many, some are named', async () => {
    const spec = await specOf((document) => {
      for (let n = 0; n < 20; n += 1)
        document.paths[`/${n}`] = {
          post: { operationId: `add${n}`, responses: { '201': { description: 'Made' } } },
        };
    });
    expect(notCalled(spec)[0]).toMatch(/^22 operations .*: addPet, removePet, add0, .*add5 and 14 more\. /);
  });
});
