import { loadSpecs } from '../../src/spec/load-specs.ts';
import { createMatcher } from '../../src/spec/match.ts';

/** The built-in vendors. */
export const specs = await loadSpecs({});
export const matcher = createMatcher(specs);

export function operationOf(name: string) {
  const [vendor, id] = name.split('.');
  const spec = specs.find((one) => one.name === vendor);
  const operation = spec?.operations.find((one) => one.id === id);
  if (!spec || !operation) throw new Error(`no operation ${name}`);
  return { spec, operation };
}
