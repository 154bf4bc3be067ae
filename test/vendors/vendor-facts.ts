import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { checkContract } from '../../src/check-contract.ts';
import { builtinFile, profileNames } from '../../src/spec/builtin.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Spec } from '../../src/spec/spec.ts';
import type { Profile, VendorFacts } from './page.ts';

/** The page of a vendor, where it is there already. */
export function pageFile(name: string): URL {
  return new URL(`../../docs/vendors/${name}.md`, import.meta.url);
}

export async function vendorFacts(name: string, requests: number): Promise<VendorFacts> {
  return { spec: await specOf(name), profiles: await profilesOf(name), requests };
}

/** How many requests a page says that a check sends. */
export function toldRequests(page: string): number {
  return Number(/about (\d+) requests/.exec(page)?.[1]);
}

/** Roughly: the number moves a little with every change of a check, and a page should not. */
export function isNear(told: number, counted: number): boolean {
  return Math.abs(told - counted) / counted < 0.2;
}

/** How many a check sends. */
export async function countedRequests(name: string): Promise<number> {
  const { specs } = await checkContract({ vendors: [name] });
  return specs[0]?.requests ?? 0;
}

async function specOf(name: string, profiles: readonly string[] = []): Promise<Spec> {
  const [spec] = await loadSpecs({ vendors: [name], profiles });
  return spec as Spec;
}

function profilesOf(vendor: string): Promise<Profile[]> {
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
