import { UsageError } from '../errors.ts';
import { createCoerce } from '../spec/coerce.ts';
import { isRounded } from '../spec/exact-number.ts';
import { toExampleValues } from '../spec/example-request.ts';
import { setMember } from '../spec/json.ts';
import { type RequestValues, withValue } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Variable, variablesOf } from './environment.ts';
import { testCredential } from './test-credential.ts';

/** What a run is given: credentials, the names of their variables, and the values of a first request. */
export interface Given {
  /** Each security scheme's credential, by the scheme's name; of a pair `id:secret`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The environment variable that stands for each secret in messages, by the secret. */
  readonly variables: ReadonlyMap<string, string>;
  /** A request of each operation that the target answers with rows. */
  readonly valuesOf: (operation: Operation) => RequestValues;
}

/** The credentials and examples that the document itself names, which our own mock knows. */
export function givenToMock(spec: Spec): Given {
  const all = variablesOf(spec);
  const env = Object.fromEntries(
    all.flatMap(({ name, use }) => {
      if (!('scheme' in use)) return [];
      const test = testCredential(spec.securitySchemes[use.scheme]);
      const colon = test.indexOf(':');
      return [[name, { whole: test, id: test.slice(0, colon), secret: test.slice(colon + 1) }[use.part]]];
    }),
  );
  return toGiven(spec, env);
}

/** The credentials that our mock must know: the document's test credentials, and those made up where it names none. */
export function knownToMock(spec: Spec): string[] {
  const { secrets } = givenToMock(spec);
  const together = spec.operations.map(({ security: [first = {}] }) =>
    Object.keys(first)
      .filter((name) => spec.securitySchemes[name]?.type === 'apiKey')
      .map((name) => secrets[name])
      .join(':'),
  );
  return [...new Set([...Object.values(secrets), ...together])].filter((one) => one !== '');
}

/** What the environment gives for each spec. Throws a UsageError when a credential is missing. */
export function givenByEnvironment(
  specs: readonly Spec[],
  env: Readonly<Record<string, string | undefined>>,
): (spec: Spec) => Given {
  const lacks = specs.flatMap((spec) => {
    const missing = variablesOf(spec).filter(
      ({ name, required }) => required && textAt(env, name) === undefined,
    );
    const names = missing.map(({ name, about }) => `${name} (${about})`).join(', ');
    return missing.length === 0 ? [] : [`${spec.name}: set ${names}`];
  });
  if (lacks.length > 0) {
    const others = specs.length > 1 ? '\nor name the vendors to check, without these' : '';
    throw new UsageError(`no credential for ${lacks.join('\nno credential for ')}${others}`);
  }
  return (spec) => toGiven(spec, env);
}

type Environment = Readonly<Record<string, string | undefined>>;

function toGiven(spec: Spec, env: Environment): Given {
  const all = variablesOf(spec);
  const secrets: Record<string, string> = {};
  const variables = new Map<string, string>();
  let id: readonly [value: string, name: string] = ['', ''];
  for (const { name, use } of all) {
    const value = textAt(env, name);
    if (value === undefined || !('scheme' in use)) continue;
    variables.set(value, name);
    if (use.part === 'id') id = [value, name];
    setMember(secrets, use.scheme, use.part === 'secret' ? `${id[0]}:${value}` : value);
    // Both halves go over the wire as one text.
    if (use.part === 'secret') variables.set(`${id[0]}:${value}`, `${id[1]}:$${name}`);
  }
  const valuesOf = (operation: Operation) => {
    let values = toExampleValues(spec, operation);
    for (const variable of all)
      values = withVariable(spec, operation, values, variable, textAt(env, variable.name) ?? '');
    return values;
  };
  return { secrets, variables, valuesOf };
}

/** Without the line break at the end of a file of secrets; undefined when nothing is left. */
function textAt(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** Sets only the fields that the operation has: the variable may belong to another one. */
function withVariable(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  { use }: Variable,
  text: string,
): RequestValues {
  if (text === '' || 'scheme' in use) return values;
  return operation.fields
    .filter(({ key }) => use.fields.includes(key))
    .reduce((left, field) => {
      const value = createCoerce(field.schema, spec.schemas)(text);
      // A long id keeps its digits as a text; only in a body it has to be a number.
      const isLong = typeof value === 'number' && isRounded(value) && field.in !== 'body';
      return withValue(left, field, isLong ? text : value);
    }, values);
}
