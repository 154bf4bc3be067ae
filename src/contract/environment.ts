import { keyOf } from '../spec/expressions.ts';
import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { placesOf } from './ledger.ts';

/** An environment variable that a run reads, and what it stands for. */
export interface Variable {
  /** `CONFAB_GPTBOTS_KEY` */
  readonly name: string;
  /** For people. */
  readonly about: string;
  readonly use:
    | { readonly scheme: string; readonly part: 'whole' | 'id' | 'secret' }
    /** The key of a place of the request, e.g. `body/assistant_id`. */
    | { readonly place: string };
  readonly required: boolean;
}

/**
 * The variables of a spec, derived from it: one for each security scheme (two for a pair), and one for each
 * required value of its safe operations, which takes the place of the document's example.
 */
export function variablesOf(spec: Spec): Variable[] {
  const prefix = `CONFAB_${toVariable(spec.name)}_`;
  const operations = spec.operations.filter(({ safe }) => safe);
  const names = [...new Set(operations.flatMap(({ security: [first = {}] }) => Object.keys(first)))];
  const found = [
    ...names.flatMap((name) => ofScheme(prefix, name, spec.securitySchemes[name])),
    ...operations.flatMap((operation) => ofValues(prefix, spec, operation)),
  ];
  return [...new Map(found.reverse().map((variable) => [variable.name, variable])).values()].reverse();
}

function ofScheme(prefix: string, scheme: string, declared: SecurityScheme | undefined): Variable[] {
  const one = (suffix: string, about: string, part: 'whole' | 'id' | 'secret' = 'whole'): Variable => ({
    name: prefix + suffix,
    about,
    use: { scheme, part },
    required: true,
  });
  if (declared?.type === 'apiKey')
    return [
      one(
        toVariable(declared.name.split(/[^A-Za-z0-9]/).at(-1) ?? ''),
        `the ${declared.in} ${declared.name}`,
      ),
    ];
  if (declared?.type === 'http') {
    const kind = declared.scheme.toLowerCase();
    if (kind === 'acs3-hmac-sha256')
      return [
        one('ACCESS_KEY_ID', 'the id of the access key', 'id'),
        one('ACCESS_KEY_SECRET', 'its secret; requests are signed with it, it is never sent', 'secret'),
      ];
    if (kind === 'basic') return [one('USER', 'the user', 'id'), one('PASSWORD', 'the password', 'secret')];
  }
  return [one('KEY', 'the key or token, sent as Authorization: Bearer …')];
}

function ofValues(prefix: string, spec: Spec, operation: Operation): Variable[] {
  const media = operation.body?.content.values().next().value;
  const required = new Set([
    ...operation.parameters
      .filter((one) => one.required && one.schema.enum === undefined)
      .map(({ name }) => name),
    ...(Array.isArray(media?.schema.required) ? media.schema.required.map(String) : []),
  ]);
  // Which page is asked for is the checks' own business.
  const paging = new Set(Object.values(operation.list?.paging.reads ?? {}).flatMap((all) => all.map(keyOf)));
  return placesOf(spec, operation)
    .map(({ key }) => ({ key, label: key.slice(key.indexOf('/') + 1) }))
    .filter(({ key, label }) => required.has(label) && !paging.has(key))
    .map(({ key, label }) => ({
      name: prefix + toVariable(label),
      about: `${label} of ${operation.id}, instead of the document's example`,
      use: { place: key },
      required: false,
    }));
}

function toVariable(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
