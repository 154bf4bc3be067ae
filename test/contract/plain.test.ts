import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Result } from '../../src/result/result.ts';
import { summary } from '../../src/result/summary.ts';
import { petsFile } from '../_pets.ts';
import { some } from '../_some.ts';

/** A service that answers as it wants where it wants, and as the mock does elsewhere. */
async function checkService(
  answer: (path: string, method: string) => Response | undefined,
  change?: (document: any) => void,
): Promise<Result> {
  const vendors = [await petsFile(change)];
  const mock = await createMock({ vendors, strictKeys: true });
  return checkContract({
    vendors,
    fetch: async (request) =>
      answer(new URL(request.url).pathname.replace('/pets/v1', ''), request.method) ?? mock.fetch(request),
  });
}

const errors = ({ specs }: Result) =>
  specs.flatMap(({ findings }) =>
    findings.filter(({ level }) => level === 'error').map(({ operation, check }) => `${operation} ${check}`),
  );

describe('plain OpenAPI', () => {
  test('is checked without a word of ours, and the mock keeps it', async () => {
    const result = await checkContract({ vendors: [await petsFile()] });
    expect(result.specs[0]?.operations).toEqual(['listPets', 'countPets', 'loadPet', 'login']);
    expect(errors(result)).toEqual([]);
    expect(summary(result).verdict).toBe('holds');
  });

  const json =
    (value: unknown, status = 200) =>
    () =>
      Response.json(value, { status });
  const empty = (status: number) => () => new Response(null, { status });
  test.each<[string, string, string, () => Response, string[]]>(
    some<[string, string, string, () => Response, string[]]>(
      [
        ['an id that we made up is not found', '/pets/', 'GET', empty(404), []],
        ['a list is gone', '/pets', 'GET', empty(404), ['listPets json', 'listPets accepts']],
        ['a row of another type', '/pets', 'GET', json([{ id: '1', name: 'Rex' }]), ['listPets schema']],
        ['an object that lacks a name', '/pets/', 'GET', json({ id: 1 }), ['loadPet schema']],
        ['an undocumented success', '/pets/', 'GET', json({ id: 1, name: 'Rex' }, 203), ['loadPet status']],
        ['no header where one is required', '/pets', 'HEAD', empty(200), ['countPets header']],
        ['a page where it redirects', '/login', 'GET', json({}), ['login status']],
      ],
      3,
    ),
  )('%s', async (_, path, method, answer, found) => {
    const isAsked = (asked: string) => (path.endsWith('/') ? asked.startsWith(path) : asked === path);
    const result = await checkService((asked, by) =>
      isAsked(asked) && by === method ? answer() : undefined,
    );
    expect([...new Set(errors(result))]).toEqual(expect.arrayContaining(found));
    if (found.length === 0) expect(errors(result)).toEqual([]);
  });

  test.each([400, 422])(
    'a request that it forbids may be refused with %i, if no status is documented',
    async (status) => {
      const result = await checkService((path) =>
        path === '/pets/abc' ? Response.json({ detail: 'no number' }, { status }) : undefined,
      );
      const found = result.specs[0]?.findings.filter(({ title }) => title.includes(`status ${status}`));
      expect(found?.map(({ level, operation }) => [level, operation])).toEqual([['info', 'loadPet']]);
    },
  );

  test('where one is documented, another one is an error', async () => {
    const bad = (path: string) =>
      path === '/pets/abc' ? Response.json({ detail: 'no number' }, { status: 422 }) : undefined;
    const result = await checkService(bad, (document) => {
      document.paths['/pets/{petId}'].get.responses['400'] = { description: 'Bad' };
    });
    expect(errors(result)).toContain('loadPet status');
  });
});
