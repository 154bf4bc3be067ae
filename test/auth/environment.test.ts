import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../src/auth/environment.ts';
import { givenByEnvironment, givenToMock, knownToMock } from '../../src/auth/given.ts';
import { UsageError } from '../../src/errors.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';

async function guarded(
  schemes: Record<string, object>,
  change: (document: any) => void = () => {},
): Promise<Spec> {
  const path = await tinyFile((document) => {
    document.components.securitySchemes = schemes;
    document.security = [Object.fromEntries(Object.keys(schemes).map((name) => [name, []]))];
    document.paths['/notes/{id}'].get['x-confab'].safe = true;
    change(document);
  });
  const [spec] = await loadSpecs({ vendors: [path] });
  return spec as Spec;
}

const BEARER = { type: 'http', scheme: 'bearer' };
const key = (name: string) => ({ type: 'apiKey', in: 'header', name });

describe('variables', () => {
  test.each<[string, string[]]>(
    some<[string, string[]]>(
      [
        ['alibaba', ['CONFAB_ALIBABA_ACCESS_KEY_ID', 'CONFAB_ALIBABA_ACCESS_KEY_SECRET']],
        ['bigmodel', ['CONFAB_BIGMODEL_KEY']],
        ['chatnio', ['CONFAB_CHATNIO_KEY']],
        ['cybotstar', ['CONFAB_CYBOTSTAR_KEY', 'CONFAB_CYBOTSTAR_TOKEN']],
        ['gptbots', ['CONFAB_GPTBOTS_KEY']],
      ],
      3,
    ),
  )('%s needs %j', async (vendor, names) => {
    const [spec] = await loadSpecs({ vendors: [vendor] });
    const needed = variablesOf(spec as Spec).filter(({ required }) => required);
    expect(needed.map(({ name }) => name)).toEqual(names);
  });

  test('CONFAB_CYBOTSTAR_USERNAME and the like take the place of examples', async () => {
    const specs = await loadSpecs({});
    const names = specs
      .flatMap((spec) => variablesOf(spec).filter(({ required }) => !required))
      .map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['CONFAB_CYBOTSTAR_USERNAME', 'CONFAB_BIGMODEL_ASSISTANT_ID']),
    );
  });

  test.each<[string, Record<string, object>, string[]]>(
    some<[string, Record<string, object>, string[]]>(
      [
        ['none', {}, ['CONFAB_TINY_ID']],
        [
          'basic',
          { door: { type: 'http', scheme: 'basic' } },
          ['CONFAB_TINY_USER', 'CONFAB_TINY_PASSWORD', 'CONFAB_TINY_ID'],
        ],
        ['a key', { door: key('X-Door-Key') }, ['CONFAB_TINY_KEY', 'CONFAB_TINY_ID']],
        [
          'two that would share a name',
          { front: key('X-Front-Key'), back: key('X-Back-Key') },
          ['CONFAB_TINY_FRONT_KEY', 'CONFAB_TINY_BACK_KEY', 'CONFAB_TINY_ID'],
        ],
        [
          'two of a kind',
          { door: BEARER, gate: key('x-gate.key') },
          ['CONFAB_TINY_DOOR_KEY', 'CONFAB_TINY_GATE_KEY', 'CONFAB_TINY_ID'],
        ],
        [
          'one that a value of the request would share its name with',
          { door: key('id') },
          ['CONFAB_TINY_ID', 'CONFAB_TINY_PATH_ID'],
        ],
      ],
      3,
    ),
  )('%s', async (_, schemes, names) => {
    expect(variablesOf(await guarded(schemes)).map(({ name }) => name)).toEqual(names);
  });
});

describe('what the environment gives', () => {
  test('whatever is missing is named at once, of every spec', async () => {
    const specs = await loadSpecs({});
    const give = () => givenByEnvironment(specs, { CONFAB_CYBOTSTAR_KEY: 'k', CONFAB_GPTBOTS_KEY: ' \n' });
    expect(give).toThrow(UsageError);
    const names = [
      'ALIBABA_ACCESS_KEY_ID',
      'ALIBABA_ACCESS_KEY_SECRET',
      'BIGMODEL_KEY',
      'CYBOTSTAR_TOKEN',
      'GPTBOTS_KEY',
    ];
    for (const name of names) expect(give).toThrow(`CONFAB_${name}`);
    expect(give).not.toThrow(/CONFAB_CYBOTSTAR_KEY/);
  });

  test('credentials, without the line break that files end with', async () => {
    const [spec] = await loadSpecs({ vendors: ['alibaba'] });
    const { secrets, variables } = givenByEnvironment([spec as Spec], {
      CONFAB_ALIBABA_ACCESS_KEY_ID: 'an id\n',
      CONFAB_ALIBABA_ACCESS_KEY_SECRET: ' a secret\r\n',
    })(spec as Spec);
    expect(secrets).toEqual({ acs3: 'an id:a secret' });
    expect(variables.get('a secret')).toBe('CONFAB_ALIBABA_ACCESS_KEY_SECRET');
  });

  test('values of the request, in their types and in every operation that needs them', async () => {
    const spec = await guarded({ door: BEARER }, (document) => {
      document.paths['/notes'].get.parameters[2].required = true;
    });
    const given = givenByEnvironment([spec], {
      CONFAB_TINY_KEY: 'k',
      CONFAB_TINY_STARS: '3',
      CONFAB_TINY_ID: '7',
    })(spec);
    const [list, one] = spec.operations as [Operation, Operation];
    expect(given.valuesOf(list).query).toEqual({ stars: 3 });
    expect(given.valuesOf(one).path).toEqual({ id: '7' });
  });

  test('the mock gets what its documents name, and knows what is made up for the others', async () => {
    const [gptbots] = await loadSpecs({ vendors: ['gptbots'] });
    expect(givenToMock(gptbots as Spec).secrets).toEqual({ apiKey: 'app-confab0123456789TESTkeys' });
    const tiny = await guarded({ front: key('a'), back: key('b') });
    expect(knownToMock(tiny)).toContain('confab-test-key:confab-test-key');
  });
});
