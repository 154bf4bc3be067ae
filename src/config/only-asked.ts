import { basename } from 'node:path';
import { builtinNames } from '../spec/builtin.ts';
import { isObject, type Json, member } from '../spec/json.ts';
import { readSource, specNameOf } from '../spec/load.ts';
import type { AskedArguments } from './asked.ts';
import { isOf, knownVendors, servedAs } from './misnamed.ts';
import type { Config } from './read-config.ts';
import type { Setting } from './settings-for.ts';
import { toPath } from './to-path.ts';
import { ARGUMENTS, type CommandName, type ConfigWord, flagOf } from './word.ts';
import { WORDS } from './words.ts';

/**
 * A configuration is about all vendors of a project, and a command may be about some of them: leaves out what is
 * said of the others. Given as flags it would be refused.
 */
export async function onlyAsked(
  settings: readonly Setting[],
  command: CommandName,
  { positionals }: Pick<AskedArguments, 'positionals'>,
  config: Config,
): Promise<Setting[]> {
  const takesVendors = WORDS.vendors !== undefined && flagOf(WORDS.vendors, command) === ARGUMENTS;
  const isNamed = positionals.length > 0;
  const left = settings.filter(({ word }) => !(isNamed && flagOf(word, command) === ARGUMENTS));
  const own = left.find(({ name }) => name === 'vendors')?.value as string[] | undefined;
  const vendors = takesVendors && isNamed ? positionals : own;
  if (!vendors || vendors.length === 0 || !takesVendors) return left;
  const names = vendors.map((vendor) => (command === 'curl' ? vendorIn(vendor) : servedAs(vendor)));
  const asked = await Promise.all(left.map((setting) => narrowed(setting, names, config)));
  return asked.filter(({ value }) => !isEmpty(value));
}

/** A command for one operation names it behind the vendor: `vendor.operation`. */
function vendorIn(text: string): string {
  return builtinNames().find((vendor) => isOf(text, vendor)) ?? servedAs(text);
}

async function narrowed(setting: Setting, names: readonly string[], config: Config): Promise<Setting> {
  const { name, word, value } = setting;
  if (name === 'overlays') return { ...setting, value: await overlaysFor(value as string[], names, config) };
  if (isObject(value))
    return {
      ...setting,
      value: Object.fromEntries(
        Object.entries(value).filter(([key]) => names.some((vendor) => isOf(key, vendor))),
      ),
    };
  if (!word.vendorOf || !Array.isArray(value)) return setting;
  return {
    ...setting,
    value: value.filter((item) => isAsked(word, item, names, knownVendors([config.tree]))),
  };
}

/** What is about no vendor that is known is kept: the command says what is wrong with it. */
function isAsked(
  { vendorOf }: ConfigWord,
  item: Json,
  names: readonly string[],
  known: readonly string[],
): boolean {
  const about = vendorOf?.(item);
  const vendor = about === undefined ? undefined : known.find((name) => isOf(about, name));
  return vendor === undefined || names.includes(vendor);
}

/** An overlay says with `extends` which spec it is for; without it, it is for the only vendor of the configuration. */
async function overlaysFor(
  overlays: readonly string[],
  names: readonly string[],
  config: Config,
): Promise<string[]> {
  const configured = member(config.tree, 'vendors');
  const only =
    Array.isArray(configured) && configured.length === 1 ? servedAs(String(configured[0])) : undefined;
  const kept = await Promise.all(
    overlays.map(async (file) => {
      if (file.includes('${')) return true;
      const { value } = await readSource(toPath(config.file, file));
      const extended = member(value, 'extends');
      const vendor = typeof extended === 'string' ? specNameOf(basename(extended)) : only;
      return (
        vendor === undefined ||
        names.includes(vendor) ||
        !(builtinNames().includes(vendor) || vendor === only)
      );
    }),
  );
  return overlays.filter((_, index) => kept[index]);
}

function isEmpty(value: Json): boolean {
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}
