import { keyOf } from '../spec/expressions.ts';
import type { Field } from '../spec/field.ts';
import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** An environment variable that a run reads, and what it stands for. */
export interface Variable {
  /** For example `CONFAB_<VENDOR>_KEY`. */
  readonly name: string;
  /** For people. */
  readonly about: string;
  readonly use:
    | { readonly scheme: string; readonly part: CredentialPart }
    /** The keys of fields, e.g. `body/assistant_id`. */
    | { readonly fields: readonly string[] };
  readonly required: boolean;
}

/** The whole of a credential, or one half of a pair. */
type CredentialPart = 'whole' | 'id' | 'secret';

/**
 * The variables of a spec, derived from it: one for each security scheme (two for a pair), and one for each
 * required value of its safe operations, which takes the place of the document's example.
 */
export function variablesOf(spec: Spec): Variable[] {
  const prefix = `CONFAB_${toVariable(spec.name)}_`;
  const operations = spec.operations.filter(({ safe }) => safe);
  const names = [...new Set(operations.flatMap(({ security: [first = {}] }) => Object.keys(first)))];
  const schemes = ofSchemes(prefix, names, spec);
  return [...schemes, ...ofValues(prefix, operations, new Set(schemes.map(({ name }) => name)))];
}

interface Half {
  readonly scheme: string;
  readonly suffix: string;
  readonly about: string;
  readonly part: CredentialPart;
}

/** Where two schemes would give a variable the same name, the name of the scheme is in it. */
function ofSchemes(prefix: string, names: readonly string[], { securitySchemes }: Spec): Variable[] {
  const halves = names.flatMap((scheme) =>
    halvesOf(securitySchemes[scheme]).map((half): Half => ({ scheme, ...half })),
  );
  return halves.map(({ scheme, suffix, about, part }) => {
    const isShared = halves.some((other) => other.suffix === suffix && other.scheme !== scheme);
    return {
      name: prefix + (isShared ? `${toVariable(scheme)}_${suffix}` : suffix),
      about,
      use: { scheme, part },
      required: true,
    };
  });
}

function halvesOf(declared: SecurityScheme | undefined): Omit<Half, 'scheme'>[] {
  if (declared?.type === 'apiKey') {
    const last = toVariable(declared.name.split(/[^A-Za-z0-9]+/).findLast((word) => word !== '') ?? 'key');
    return [{ suffix: last, about: `the ${declared.in} ${declared.name}`, part: 'whole' }];
  }
  const kind = declared?.type === 'http' ? declared.scheme.toLowerCase() : 'bearer';
  if (kind === 'acs3-hmac-sha256')
    return [
      { suffix: 'ACCESS_KEY_ID', about: 'the id of the access key', part: 'id' },
      {
        suffix: 'ACCESS_KEY_SECRET',
        about: 'its secret; requests are signed with it, it is never sent',
        part: 'secret',
      },
    ];
  if (kind === 'basic')
    return [
      { suffix: 'USER', about: 'the user', part: 'id' },
      { suffix: 'PASSWORD', about: 'the password', part: 'secret' },
    ];
  return [{ suffix: 'KEY', about: 'the key or token, sent as Authorization: Bearer …', part: 'whole' }];
}

function ofValues(prefix: string, operations: readonly Operation[], taken: ReadonlySet<string>): Variable[] {
  const found = new Map<string, { label: string; ids: Set<string>; fields: Set<string> }>();
  for (const operation of operations) {
    for (const { key, label } of givenFields(operation)) {
      const plain = prefix + toVariable(label);
      const name = taken.has(plain) ? prefix + toVariable(key) : plain;
      const known = found.get(name) ?? { label, ids: new Set(), fields: new Set() };
      known.ids.add(operation.id);
      known.fields.add(key);
      found.set(name, known);
    }
  }
  return [...found].map(([name, { label, ids, fields }]) => ({
    name,
    about: `${label} of ${[...ids].join(' and ')}, instead of the document's example`,
    use: { fields: [...fields] },
    required: false,
  }));
}

/** The fields that every request must have and only the user knows the values of; the checks choose the pages themselves. */
function givenFields({ fields }: Operation): Field[] {
  const isSent = ({ in: place, path }: Field) =>
    place !== 'body' || ancestorsOf(path).every((key) => fields.find((one) => one.key === key)?.required);
  // An object is given by the fields that stand in it.
  const isWhole = ({ key }: Field) => !fields.some((one) => one.key.startsWith(`${key}/`));
  return fields.filter(
    (field) =>
      field.required &&
      field.paging === undefined &&
      (field.in === 'body' || field.schema.enum === undefined) &&
      isSent(field) &&
      isWhole(field),
  );
}

/** The keys of the objects that a property stands in. */
function ancestorsOf(path: readonly string[]): string[] {
  return path.slice(1).map((_, index) => keyOf({ in: 'body', name: '', path: path.slice(0, index + 1) }));
}

function toVariable(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}
