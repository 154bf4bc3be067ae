import { isObject, type JsonObject, member } from '../json.ts';

/**
 * The property that tells alternatives apart and its value for one of them: as `discriminator.mapping` says, else the
 * name of the schema that is referred to.
 */
export function branchName(
  { discriminator }: JsonObject,
  chosen: JsonObject,
): readonly [string, string] | undefined {
  const property = member(discriminator, 'propertyName');
  if (typeof property !== 'string' || typeof chosen.$ref !== 'string') return undefined;
  const name = nameOf(chosen.$ref);
  const mapping = member(discriminator, 'mapping');
  const mapped = Object.entries(isObject(mapping) ? mapping : {}).find(
    ([, target]) => target === chosen.$ref || nameOf(String(target)) === name,
  );
  return [property, mapped?.[0] ?? name];
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
