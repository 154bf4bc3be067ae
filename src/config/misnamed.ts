import { closest } from 'fastest-levenshtein';
import { builtinNames } from '../spec/builtin.ts';
import { isObject, type Json, type JsonObject, member } from '../spec/json.ts';
import { specNameOf } from '../spec/load.ts';
import { below, type Problem } from './kinds.ts';
import { COMMANDS } from './word.ts';

/** The words that have vendors for names. */
const BY_VENDOR = ['rows', 'keys'];

/** Names of vendors and of targets that stand for none. */
export function misnamed(root: Json): Problem[] {
  if (!isObject(root)) return [];
  const environments = Object.entries(isObject(root.environments) ? root.environments : {});
  const layers: [path: string[], layer: Json][] = [
    [[], root],
    ...environments.map(([name, layer]): [string[], Json] => [['environments', name], layer]),
  ];
  const vendors = knownVendors(layers.map(([, layer]) => layer));
  const targets = layers.flatMap(([, layer]) => Object.keys(objectAt(layer, 'targets')));
  return layers.flatMap(([path, layer]) =>
    path.reduceRight<Problem[]>(
      (problems, part) => below(part, problems),
      [...misnamedVendors(layer, vendors), ...misnamedTargets(layer, targets)],
    ),
  );
}

function misnamedVendors(layer: Json, vendors: readonly string[]): Problem[] {
  const parts = [layer, ...COMMANDS.map((command) => objectAt(layer, command))];
  return parts.flatMap((part, index) => {
    const found = BY_VENDOR.flatMap((word) =>
      Object.keys(objectAt(part, word))
        .filter((name) => !vendors.some((vendor) => isOf(name, vendor)))
        .map((name) => ({
          path: [word, name],
          text: `is not a vendor that is built in or stands under vendors; did you mean ${closest(name, vendors)}?`,
        })),
    );
    const command = COMMANDS[index - 1];
    return command === undefined ? found : below(command, found);
  });
}

function misnamedTargets(layer: Json, targets: readonly string[]): Problem[] {
  return COMMANDS.flatMap((command) =>
    [member(objectAt(layer, command), 'target') ?? []]
      .flat()
      .filter((name) => typeof name === 'string' && !name.includes('${') && !targets.includes(name))
      .map((name) => ({
        path: [command, 'target'],
        text:
          targets.length === 0
            ? `names ${name}, and there are no targets; they stand under the word targets`
            : `names ${name}, which is not under targets; did you mean ${closest(String(name), targets)}?`,
      })),
  );
}

/** Whether a name is a vendor's, or that of one of its collections. */
export function isOf(name: string, vendor: string): boolean {
  return name === vendor || name.startsWith(`${vendor}.`);
}

/** The name that a vendor of a configuration is served under. */
export function servedAs(vendor: string): string {
  return /[./\\]/.test(vendor) ? specNameOf(vendor) : vendor;
}

/** The built-in ones, and those that parts of a configuration name. */
export function knownVendors(layers: readonly Json[]): string[] {
  return [...builtinNames(), ...layers.flatMap(vendorsIn)];
}

function vendorsIn(layer: Json): string[] {
  const parts = [
    layer,
    ...COMMANDS.map((command) => objectAt(layer, command)),
    ...Object.values(objectAt(layer, 'targets')),
  ];
  const named = parts.flatMap((part) => member(part, 'vendors') ?? []);
  return named.flatMap((vendor) => (typeof vendor === 'string' ? servedAs(vendor) : []));
}

function objectAt(value: Json, word: string): JsonObject {
  const found = member(value, word);
  return isObject(found) ? found : {};
}
