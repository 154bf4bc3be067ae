import { SpecError } from '../errors.ts';
import { reachableOperations, sentPath } from './alike-operations.ts';
import { toBody } from './content.ts';
import { createExactText } from './exact-number.ts';
import { toFailures } from './failures.ts';
import type { Field } from './field.ts';
import { toFields } from './fields.ts';
import { withoutIgnored } from './ignored-headers.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { fromReference, objectAtPointer, toPointer, valueAt } from './json-pointer.ts';
import { toListing } from './listing.ts';
import { toMatching } from './matching.ts';
import { type Parameter, toParameters } from './parameters.ts';
import { plainTemplate } from './path-template.ts';
import type { Reader } from './reader.ts';
import { NOTHING_RECOGNISED, type Recognition } from './recognise/recognition.ts';
import { keysOf, requiredSecurity } from './required-security.ts';
import { toResponses } from './responses.ts';
import { createSchemaReader } from './schema.ts';
import { securitySchemesOf } from './security.ts';
import { serverBases } from './server-bases.ts';
import type { Lines } from './source.ts';
import type { Operation, Spec } from './spec.ts';
import { createWarn, type SpecWarning } from './spec-warning.ts';
import { createValidators } from './validators.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** By RFC 9110, 9.2.1, reading is all that they ask for. */
const SAFE_METHODS: readonly string[] = ['get', 'head'];

/**
 * Flattens a checked document: paths × methods become a list of operations, with parameters merged,
 * security inherited and every reference of `x-confab` resolved. Throws a SpecError for one that dangles.
 */
export function toSpec(
  document: JsonObject,
  source: Lines,
  name: string,
  warnings: SpecWarning[] = [],
  recognised: Recognition = NOTHING_RECOGNISED,
): Spec {
  const schemas = createSchemaReader(document);
  const reader: Reader = { document, source, schemas, warn: createWarn(warnings) };
  const collections = toCollections(reader);
  const operations: Operation[] = [];
  const idOf = createIds(reader);
  for (const [path, item] of Object.entries(objectAtPointer(document, '/paths'))) {
    if (path.includes('?'))
      throw new SpecError(
        'a path has no query: declare what stands behind the question mark as parameters in query',
        source.at(toPointer(['paths', path])),
      );
    for (const method of METHODS) {
      const operation = member(item, method);
      if (!isObject(operation)) continue;
      operations.push(
        toOperation(reader, {
          spec: name,
          path,
          method,
          item: item as JsonObject,
          operation,
          collections,
          idOf,
        }),
      );
    }
  }
  if (operations.length === 0) {
    throw new SpecError('the document has no operation: there is nothing to serve', {
      file: source.file,
      line: 1,
      pointer: '/paths',
    });
  }
  return {
    name,
    file: source.file,
    document,
    operations: reachableOperations(operations, ({ pointer }, message) =>
      reader.warn(message, source.at(pointer)),
    ),
    collections,
    securitySchemes: securitySchemesOf(document),
    schemas,
    validators: createValidators(document),
    exact: createExactText(source.texts ?? []),
    at: source.at,
    warnings,
    recognised,
  };
}

interface DeclaredOperation {
  readonly spec: string;
  readonly path: string;
  readonly method: string;
  readonly item: JsonObject;
  readonly operation: JsonObject;
  readonly collections: ReadonlyMap<string, JsonObject>;
  readonly idOf: ReturnType<typeof createIds>;
}

function toOperation(reader: Reader, declared: DeclaredOperation): Operation {
  const { operation, item, method } = declared;
  const pointer = toPointer(['paths', declared.path, method]);
  const hints = isObject(operation['x-confab']) ? operation['x-confab'] : {};
  const responses = toResponses(reader, operation.responses, `${pointer}/responses`);
  const body = toBody(reader, operation.requestBody, `${pointer}/requestBody`, method);
  const all = toParameters(reader, responses, [
    { list: item.parameters, pointer: toPointer(['paths', declared.path, 'parameters']) },
    { list: operation.parameters, pointer: `${pointer}/parameters` },
  ]);
  const path = toPath(reader, declared.path, all);
  const id = declared.idOf(operation.operationId, `${method.toUpperCase()} ${path}`, pointer);
  const security = requiredSecurity(reader, { id, own: operation.security, pointer });
  const isKey = keysOf(reader, security);
  const parameters = withoutIgnored(
    reader,
    all.filter((one) => !isKey(one)),
    security.some((one) => Object.keys(one).length > 0),
  );
  // The document's failures concern the operations that answer with rows; the others stand as they are.
  const ofAll = hints.items === undefined ? undefined : valueAt(reader.document, '/x-confab/failures');
  const general = toFailures(reader, ofAll, '/x-confab/failures', responses);
  const own = toFailures(reader, hints.failures, `${pointer}/x-confab/failures`, responses);
  const flat = {
    spec: declared.spec,
    id,
    method: method.toUpperCase(),
    path: sentPath(path),
    bases: serverBases(reader, [
      `${pointer}/servers`,
      toPointer(['paths', declared.path, 'servers']),
      '/servers',
    ]),
    pointer,
    summary: typeof operation.summary === 'string' ? operation.summary : '',
    body,
    responses,
    security,
    safe: typeof hints.safe === 'boolean' ? hints.safe : SAFE_METHODS.includes(method),
    saysUnsafe: hints.safe === false,
    match: toMatching(reader, hints.match, { pointer, parameters, body }),
    failures: new Map([...general.failures, ...own.failures]),
    failureKinds: new Map([...general.failureKinds, ...own.failureKinds]),
  };
  const list =
    hints.items === undefined
      ? undefined
      : toListing(reader, hints, { ...flat, parameters }, declared.collections);
  let fields: readonly Field[] | undefined;
  return {
    ...flat,
    list,
    // Made when first asked for: a start loads every operation and uses few.
    get fields() {
      fields ??= toFields(reader, { ...flat, parameters, list });
      return fields;
    },
  };
}

function toPath({ source, warn }: Reader, path: string, parameters: readonly Parameter[]): string {
  const plain = plainTemplate(
    path,
    parameters.filter((one) => one.in === 'path').map(({ name }) => name),
  );
  if (plain !== path)
    warn(
      `OpenAPI writes only the name of a parameter in a path: this one is read as ${plain}`,
      source.at(toPointer(['paths', path])),
    );
  return plain;
}

function toCollections(reader: Reader): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const named = objectAtPointer(reader.document, '/x-confab/collections');
  for (const [name, reference] of Object.entries(named)) {
    const schema = valueAt(reader.document, fromReference(String(reference)));
    if (!isObject(schema)) {
      const pointer = toPointer(['x-confab', 'collections', name]);
      throw new SpecError(`the collection ${name} refers to ${reference}, which is not in the document`, {
        ...reader.source.at(pointer),
      });
    }
    found.set(name, reader.schemas.resolve(schema));
  }
  return found;
}

/** Names operations; of two with the same operationId the second one has its method and path. */
function createIds({
  source,
  warn,
}: Reader): (id: Json | undefined, usual: string, pointer: string) => string {
  const taken = new Map<string, string>();
  return (id, usual, pointer) => {
    if (typeof id !== 'string') return usual;
    const first = taken.get(id);
    if (first === undefined) taken.set(id, usual);
    else
      warn(
        `two operations have the operationId ${id}; the other is ${first}. This one is called ${usual}`,
        source.at(pointer),
      );
    return first === undefined ? id : usual;
  };
}
