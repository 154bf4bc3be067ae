import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { slowly, some } from '../_some.ts';
import { BROKEN } from './_faults.ts';
import { FLAG_BROKEN } from './_flag-faults.ts';
import { alarms, held, pathOf } from './_held.ts';
import { serverOf } from './_service.ts';
import { SERVICES } from './_services.ts';

describe('a server that keeps every word of its document', () => {
  test.each(some(SERVICES, 2))('$name', async (service) => {
    expect(alarms(await held(service.name, serverOf(service)))).toEqual([]);
  });

  test.each(slowly(SERVICES))('$name, as a service whose rows may move', async (service) => {
    expect(alarms(await held(service.name, serverOf(service), { live: true }))).toEqual([]);
  });
});

test.each(some(SERVICES, 3))('the mock keeps $name, too', async ({ name }) => {
  const { specs } = await checkContract({ vendors: [pathOf(name)], rows: 83 });
  expect(specs.flatMap(alarms)).toEqual([]);
});

describe('a server that breaks its document is found', () => {
  const table = [...BROKEN, ...FLAG_BROKEN].flatMap(({ of, ...broken }) =>
    SERVICES.filter(({ name }) => of.includes(name)).map((service) => ({
      ...broken,
      service,
      name: service.name,
    })),
  );

  test.each(some(table, 16))('$name: $about', async ({ service, expects, make }) => {
    const { findings } = await held(service.name, serverOf(service, make()), { only: expects });
    const found = findings.filter(({ level }) => level !== 'info').map(({ check }) => check);
    expect(found.filter((check) => expects.includes(check))).not.toEqual([]);
  });
});
