import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtinNames } from '../../src/spec/builtin.ts';
import { countedRequests, isNear, pageFile, toldRequests } from './vendor-facts.ts';

test.each(builtinNames())('docs/vendors/%s.md tells how many requests a check sends', async (name) => {
  const [told, counted] = [toldRequests(readFileSync(pageFile(name), 'utf8')), await countedRequests(name)];
  expect({ told, counted }).toSatisfy(() => isNear(told, counted));
});
