import { beforeAll, expect, test } from 'vitest';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { tinyFile } from '../_tiny.ts';
import { leftIn, productOf } from './_product.ts';

let spec: Spec;
beforeAll(async () => {
  spec = (await loadSpecs({ vendors: [await tinyFile()] }))[0] as Spec;
});

test.each([...productOf(1)])('%s is taken out of every form, and once', (_, cases) =>
  expect(leftIn(spec, cases, { again: true })).toEqual([]),
);
