import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import { builtinFile, builtinNames, profileNames } from './builtin.ts';
import { isObject } from './json.ts';
import { loadSpec, readSource, specNameOf } from './load.ts';
import { remembered } from './remembered.ts';
import type { Spec } from './spec.ts';

interface SpecSelection {
  /** Names of built-in vendors, or files. All built-in ones when empty or not given. */
  readonly vendors?: readonly string[] | undefined;
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[] | undefined;
  /** Files of overlays. Where several specs are loaded, each overlay says with `extends` which one it is for. */
  readonly overlays?: readonly string[] | undefined;
  /** Whether somebody will ask for lines. */
  readonly lines?: boolean;
  /** Refuses a document in which anything is wrong, also what hinders nothing. */
  readonly strict?: boolean | undefined;
  /** Told in a sentence each what is wrong in the documents and hinders nothing. Default: nobody. */
  readonly warn?: ((sentence: string) => void) | undefined;
}

interface VendorSource {
  readonly name: string;
  readonly file: string;
}

/** Loads several specs with their profiles and overlays. Throws a UsageError for a name that is not known. */
export async function loadSpecs({
  vendors = [],
  profiles = [],
  overlays = [],
  lines = false,
  strict = false,
  warn,
}: SpecSelection): Promise<Spec[]> {
  const builtin = builtinNames();
  const wanted = vendors.length > 0 ? [...new Set(vendors)] : builtin;
  const origins = wanted.map((name) => toOrigin(name, builtin));
  checkNames(origins);
  checkProfiles(profiles, origins);
  const overlaysOf = await assignOverlays(overlays, origins);
  const specs = await Promise.all(
    origins.map(({ name, file }) => {
      const own = profiles.filter((profile) => vendorOf(profile) === name);
      const ownFiles = own.map((profile) => builtinFile(`profiles/${profile}.yaml`));
      const others = overlaysOf.get(name) ?? [];
      const isBuiltin = others.length === 0 && file === builtinFile(`${name}.yaml`);
      const load = () =>
        loadSpec(file, { name, overlays: [...ownFiles, ...others], lines, strict: strict || isBuiltin });
      return isBuiltin ? remembered([file, ...ownFiles], `${name} ${lines}`, load) : load();
    }),
  );
  for (const { warnings, file } of warn ? specs : []) {
    if (warnings.length === 0) continue;
    const { tellWarnings } = await import('./tell-warnings.ts');
    if (warn) tellWarnings(warnings, file, warn);
  }
  return specs;
}

function toOrigin(vendor: string, builtin: readonly string[]): VendorSource {
  if (builtin.includes(vendor)) return { name: vendor, file: builtinFile(`${vendor}.yaml`) };
  if (/[./\\]/.test(vendor)) return { name: specNameOf(vendor), file: vendor };
  throw new UsageError(
    `there is no vendor ${vendor}; built in: ${builtin.join(', ')}; or give the file of an OpenAPI document`,
  );
}

function checkNames(origins: readonly VendorSource[]): void {
  for (const [index, { name, file }] of origins.entries()) {
    const other = origins.findIndex((one) => one.name === name);
    if (other === index) continue;
    throw new UsageError(
      `${file} and ${origins[other]?.file} would both be served as /${name}; rename one of the files`,
    );
  }
}

function checkProfiles(profiles: readonly string[], origins: readonly VendorSource[]): void {
  const known = profileNames();
  for (const profile of profiles) {
    if (!known.includes(profile))
      throw new UsageError(`there is no profile ${profile}; built in: ${known.join(', ')}`);
    if (!origins.some(({ name }) => name === vendorOf(profile))) {
      throw new UsageError(`the profile ${profile} is for ${vendorOf(profile)}, which is not served here`);
    }
  }
}

function vendorOf(profile: string): string {
  return profile.split('.')[0] as string;
}

async function assignOverlays(
  overlays: readonly string[],
  origins: readonly VendorSource[],
): Promise<Map<string, string[]>> {
  const assigned = new Map<string, string[]>();
  for (const overlay of overlays) {
    const { value } = await readSource(overlay);
    const extended =
      isObject(value) && typeof value.extends === 'string' ? specNameOf(basename(value.extends)) : undefined;
    const target = extended ?? (origins.length === 1 ? origins[0]?.name : undefined);
    if (target === undefined || !origins.some(({ name }) => name === target)) {
      const said =
        extended === undefined
          ? 'does not say which spec it is for'
          : `is for ${extended}, which is not served here`;
      throw new UsageError(
        `the overlay ${overlay} ${said}; serve one vendor, or write \`extends: <vendor>.yaml\` into it`,
      );
    }
    assigned.set(target, [...(assigned.get(target) ?? []), overlay]);
  }
  return assigned;
}
