import { closest } from 'fastest-levenshtein';
import { SpecError, UsageError } from '../errors.ts';
import { isObject, type Json, type JsonObject, member, setMember } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import { readSource } from '../spec/load.ts';
import type { Place } from '../spec/source.ts';
import { CONFIG_KIND } from './config-kind.ts';
import { toMessage } from './messages.ts';
import { misnamed } from './misnamed.ts';

/** A configuration with its environment laid over it. */
export interface Config {
  readonly file: string;
  readonly environment: string | undefined;
  readonly tree: JsonObject;
  /** Where the value at a path of `tree` was written. */
  at(path: readonly (string | number)[]): Place;
}

/** Reads a configuration. Throws a SpecError that has all that is wrong, and a UsageError for an environment that there is not. */
export async function readConfig(file: string, environment?: string): Promise<Config> {
  const source = await readSource(file);
  // A file in which all lines are comments says nothing.
  const root = source.value ?? {};
  const problems = [...CONFIG_KIND.refuse(root, true), ...misnamed(root)];
  if (problems.length > 0)
    throw joined(
      problems.map((problem) => new SpecError(toMessage(problem), source.at(toPointer(problem.path)))),
    );
  const { environments, $schema: _, ...base } = root as JsonObject;
  const over = environment === undefined ? undefined : chosen(environments, environment, file);
  return {
    file,
    environment,
    tree: over ? (merge(base, over) as JsonObject) : base,
    at(path) {
      const pointer = toPointer(path);
      const isOver = over !== undefined && valueAt(over, pointer) !== undefined;
      return source.at(isOver ? toPointer(['environments', String(environment)]) + pointer : pointer);
    },
  };
}

/** One error that tells of all. */
function joined(errors: readonly SpecError[]): SpecError {
  const [first, ...rest] = errors as [SpecError, ...SpecError[]];
  first.message = [first, ...rest].map(({ message }) => message).join('\n');
  return first;
}

function chosen(environments: Json | undefined, name: string, file: string): Json {
  const found = member(environments, name);
  if (found !== undefined) return found;
  const names = Object.keys(environments ?? {});
  const what =
    names.length === 0
      ? 'it has none; they stand under the word environments'
      : `did you mean ${closest(name, names)}? It has ${names.join(', ')}`;
  throw new UsageError(`there is no environment ${name} in ${file}: ${what}`);
}

/** Objects name by name; anything else is replaced whole. */
function merge(base: Json, over: Json): Json {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: JsonObject = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = member(base, name);
    setMember(merged, name, below === undefined ? value : merge(below, value));
  }
  return merged;
}
