import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtinNames } from '../../src/spec/builtin.ts';
import { countedRequests, pageFile, toldRequests } from './vendor-facts.ts';

// Roughly: the number may move a little with every change of a check.
test.each(builtinNames())('docs/vendors/%s.md tells how many requests a check sends', async (name) => {
  const [told, counted] = [toldRequests(readFileSync(pageFile(name), 'utf8')), await countedRequests(name)];
  expect(Math.abs(told - counted) / counted).toBeLessThan(0.2);
});
