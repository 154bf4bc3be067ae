import { UsageError } from '../errors.ts';
import { createCoerce } from '../spec/coerce.ts';
import { parsePointer } from '../spec/json.ts';
import { type RequestValues, toExampleValues, withValue } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Variable, variablesOf } from './environment.ts';
import { placesOf } from './ledger.ts';
import type { RunOptions } from './run.ts';

/** What a run is given: credentials, what they are called, and a request to begin with. */
export type Given = Pick<RunOptions, 'secrets' | 'variables' | 'valuesOf'>;

/** The credentials and examples that the document itself names, which our own mock knows. */
export function givenToMock(spec: Spec): Given {
  const secrets: Record<string, string> = {};
  const variables = new Map<string, string>();
  for (const { name, use } of variablesOf(spec)) {
    if (!('scheme' in use)) continue;
    const test = spec.securitySchemes[use.scheme]?.['x-confab']?.credential?.test ?? 'confab-test-key';
    secrets[use.scheme] = test;
    const [id = test, secret = ''] = test.split(':');
    variables.set({ whole: test, id, secret }[use.part], name);
  }
  return { secrets, variables, valuesOf: (operation) => toExampleValues(spec, operation) };
}

/** What the environment gives for each spec. Throws a UsageError when a credential is missing. */
export function givenByEnvironment(
  specs: readonly Spec[],
  env: Readonly<Record<string, string | undefined>>,
): (spec: Spec) => Given {
  const lacks = specs.flatMap((spec) => {
    const missing = variablesOf(spec).filter(({ name, required }) => required && !env[name]);
    const names = missing.map(({ name, about }) => `${name} (${about})`).join(', ');
    return missing.length === 0 ? [] : [`${spec.name}: set ${names}`];
  });
  if (lacks.length > 0) {
    const others = specs.length > 1 ? '\nor name the vendors to check, without these' : '';
    throw new UsageError(`no credential for ${lacks.join('\nno credential for ')}${others}`);
  }
  return (spec) => toGiven(spec, env);
}

function toGiven(spec: Spec, env: Readonly<Record<string, string | undefined>>): Given {
  const all = variablesOf(spec);
  const secrets: Record<string, string> = {};
  const variables = new Map<string, string>();
  for (const { name, use } of all) {
    const value = env[name];
    if (value === undefined || !('scheme' in use)) continue;
    secrets[use.scheme] = use.part === 'secret' ? `${secrets[use.scheme]}:${value}` : value;
    variables.set(value, name);
  }
  const valuesOf = (operation: Operation) => {
    let values = toExampleValues(spec, operation);
    for (const variable of all)
      values = withVariable(spec, operation, values, variable, env[variable.name] ?? '');
    return values;
  };
  return { secrets, variables, valuesOf };
}

/** Only what the operation has: a variable of one operation does not belong into another. */
function withVariable(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  { use }: Variable,
  text: string,
): RequestValues {
  if (text === '' || 'scheme' in use) return values;
  const place = placesOf(spec, operation).find(({ key }) => key === use.place);
  if (!place) return values;
  const [at = '', ...path] = parsePointer(`/${place.key}`);
  const value = createCoerce(place.schema, spec.schemas)(text);
  return withValue(values, { in: at as 'query', name: path[0] ?? '', path }, value);
}
