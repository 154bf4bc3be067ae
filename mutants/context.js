import { randomUUID } from 'node:crypto';
import { isObject } from './parsed-request.js';

/** What the catalogue knows of one operation; all of it is read off its spec. */
export function createContext(lib, spec, operation) {
  const { list } = operation;
  const secrets = secretsOf(spec, lib.testCredential);
  const [requirement = {}] = operation.security;
  const credentials = lib.createCredentials(Object.keys(requirement), spec.securitySchemes, secrets, {
    now: Date.now,
    nonce: randomUUID,
  });
  const schemaAt = (location) => lib.fieldAt(operation, location).schema;
  return {
    lib,
    spec,
    operation,
    list,
    secrets,
    credentials,
    schemes: Object.keys(requirement),
    isMany: list?.shows === 'many',
    isOne: list?.shows === 'one',
    /** Any page may be asked for, by its number or by the rows before it. */
    isPaged: ['page', 'skip'].some((word) => (list?.paging.reads[word].length ?? 0) > 0),
    fields: list ? fieldsOf(lib, spec, list.itemSchema) : [],
    envelope: list ? fieldsOf(lib, spec, list.media.schema, list.items.path) : [],
    filters: list ? filtersOf(lib, operation) : [],
    inputs: operation.fields.filter((field) => field.in !== 'cookie'),
    schemaAt,
    pathPattern: createPathPattern(spec, operation),
    shows: (word) => (list?.paging.shows[word].length ?? 0) > 0,
    /** The time format of a field of a row. */
    formatOf: (field) => [field?.hints.time ?? 'iso'].flat()[0],
    statusOf: () => Number(list?.success.status) || 200,
  };
}

/** The credentials that the mock knows. */
export function secretsOf(spec, testCredential) {
  return Object.fromEntries(
    Object.entries(spec.securitySchemes).map(([name, scheme]) => [
      name,
      testCredential?.(scheme) ?? scheme['x-confab']?.credential?.test ?? 'confab-test-key',
    ]),
  );
}

/** Every field of a schema, through objects, with its path; `without` is a path that is left out. */
function fieldsOf(lib, spec, schema, without, path = []) {
  const resolved = spec.schemas.resolve(schema);
  const required = new Set(Array.isArray(resolved.required) ? resolved.required : []);
  const own = [...spec.schemas.properties(resolved)].flatMap(([name, raw]) => {
    const at = [...path, name];
    if (without && at.join('/') === without.join('/')) return [];
    const field = {
      path: at,
      name,
      schema: raw,
      types: spec.schemas.types(raw),
      required: required.has(name),
      hints: isObject(raw['x-confab']) ? raw['x-confab'] : {},
      isId: lib.idTemplateOf(raw) !== undefined,
    };
    return [field, ...(field.types.includes('object') ? fieldsOf(lib, spec, raw, without, at) : [])];
  });
  // Of several branches the first is the success.
  const [branch] = resolved.oneOf ?? resolved.anyOf ?? [];
  return branch ? [...own, ...fieldsOf(lib, spec, branch, without, path)] : own;
}

function filtersOf(lib, operation) {
  return operation.list.filters.flatMap((filter) =>
    filter.tests.map(({ test, from }) => {
      const { schema, required } = lib.fieldAt(operation, from);
      return {
        field: filter.field,
        test,
        from,
        any: filter.any,
        when: filter.when,
        shows: filter.shows,
        schema,
        required,
        // How well it is known that the filter does this at all.
        grade: filter.evidenceOf(test).grade,
        label: `${filter.field} ${test}`,
      };
    }),
  );
}

/** Finds the operation's path in an address, and what stands in its parameters. */
function createPathPattern(spec, operation) {
  const base = operation.bases[0] ?? '';
  const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const path = operation.path
    .split(/\{[^}]+\}/)
    .map(literal)
    .join('([^/]+)');
  return { names, regex: new RegExp(`^(?:/${spec.name})?${literal(base)}${path}$`, 'd') };
}
