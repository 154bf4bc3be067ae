import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkContract } from '../../src/check-contract.ts';
import { builtinFile, builtinNames, profileNames } from '../../src/spec/builtin.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { vendorPage } from './page.ts';

const FOLDER = new URL('../../docs/vendors/', import.meta.url);

// UPDATE_DOCS=1 npx vitest run test/vendors writes the pages; look at the diff.
test.each(builtinNames())('docs/vendors/%s.md says what the spec says', async (name) => {
  const file = new URL(`${name}.md`, FOLDER);
  const counted = await requestsOf(name);
  const page = async (requests: number) =>
    vendorPage({ spec: await specOf(name), profiles: await profilesOf(name), requests });
  if (process.env.UPDATE_DOCS) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, await page(Math.ceil(counted / 10) * 10));
  }
  const written = readFileSync(file, 'utf8');
  const told = Number(/about (\d+) requests/.exec(written)?.[1]);
  expect(written).toBe(await page(told));
  // Roughly: the number may move a little with every change of a check.
  expect(Math.abs(told - counted) / counted).toBeLessThan(0.2);
});

async function requestsOf(name: string): Promise<number> {
  const { specs } = await checkContract({ vendors: [name] });
  return specs[0]?.requests ?? 0;
}

async function specOf(name: string, profiles: readonly string[] = []): Promise<Spec> {
  const [spec] = await loadSpecs({ vendors: [name], profiles });
  return spec as Spec;
}

function profilesOf(vendor: string) {
  const names = profileNames().filter((name) => name.startsWith(`${vendor}.`));
  return Promise.all(
    names.map(async (name) => {
      const overlay = parse(readFileSync(builtinFile(`profiles/${name}.yaml`), 'utf8'));
      const changes = overlay.actions.flatMap(
        ({ description }: { description?: string }) => description ?? [],
      );
      return { name, title: overlay.info.title, changes, spec: await specOf(vendor, [name]) };
    }),
  );
}
