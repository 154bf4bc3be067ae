import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtinNames } from '../../src/spec/builtin.ts';
import { some } from '../_some.ts';
import { vendorPage } from './page.ts';
import { countedRequests, isNear, pageFile, toldRequests, vendorFacts } from './vendor-facts.ts';

// UPDATE_DOCS=1 npx vitest run test/vendors writes the pages; look at the diff.
test.each(some(builtinNames(), 4))('docs/vendors/%s.md says what the spec says', async (name) => {
  const file = pageFile(name);
  if (process.env.UPDATE_DOCS) {
    const counted = await countedRequests(name);
    const told = existsSync(file) ? toldRequests(readFileSync(file, 'utf8')) : 0;
    const requests = isNear(told, counted) ? told : Math.ceil(counted / 10) * 10;
    writeFileSync(file, vendorPage(await vendorFacts(name, requests)));
  }
  const written = readFileSync(file, 'utf8');
  expect(written).toBe(vendorPage(await vendorFacts(name, toldRequests(written))));
});
