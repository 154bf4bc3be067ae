import { describe, test } from 'vitest';
import { FAULTS } from './_faults.ts';
import { OFTEN, PLACES, tellsForEver, tellsOnce } from './_transport.ts';

/** Every fault of transport, as often and in as many places as it may come. */

describe.each(Object.entries(FAULTS))('%s', (_, fault) => {
  test.each(OFTEN)('%s is told once, and takes nothing away', (_when, when, times) =>
    tellsOnce(fault, when, times),
  );

  test.each(PLACES)('for ever, %s, is told, and what else can be seen is seen', (_where, when) =>
    tellsForEver(fault, when),
  );
});
