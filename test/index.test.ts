import { expect, test } from 'vitest';
import * as index from '../src/index.ts';

test('the package exports these names, and no others', () => {
  expect(Object.keys(index).sort()).toEqual(['RunError', 'SpecError', 'UsageError', 'createMock']);
});
