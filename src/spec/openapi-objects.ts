/**
 * The objects of OpenAPI 3.1 in which `x-confab` may stand, or which lead to them: what stands under each key, as one
 * object, a list of them or a map. Under `*` stands what any other key leads to.
 */
const OBJECTS = {
  document: {
    info: 'other',
    tags: ['other'],
    externalDocs: 'other',
    servers: ['server'],
    paths: { '*': 'pathItem' },
    webhooks: { '*': 'pathItem' },
    components: 'components',
  },
  components: {
    schemas: { '*': 'schema' },
    responses: { '*': 'response' },
    parameters: { '*': 'parameter' },
    requestBodies: { '*': 'requestBody' },
    headers: { '*': 'parameter' },
    securitySchemes: { '*': 'securityScheme' },
    links: { '*': 'link' },
    callbacks: { '*': 'callback' },
    pathItems: { '*': 'pathItem' },
  },
  pathItem: {
    servers: ['server'],
    parameters: ['parameter'],
    get: 'operation',
    put: 'operation',
    post: 'operation',
    delete: 'operation',
    options: 'operation',
    head: 'operation',
    patch: 'operation',
    trace: 'operation',
  },
  operation: {
    parameters: ['parameter'],
    requestBody: 'requestBody',
    responses: { '*': 'response' },
    callbacks: { '*': 'callback' },
    servers: ['server'],
  },
  callback: { '*': 'pathItem' },
  parameter: { schema: 'schema', content: { '*': 'mediaType' } },
  requestBody: { content: { '*': 'mediaType' } },
  mediaType: { schema: 'schema', encoding: { '*': 'encoding' } },
  encoding: { headers: { '*': 'parameter' } },
  response: { headers: { '*': 'parameter' }, content: { '*': 'mediaType' }, links: { '*': 'link' } },
  link: { server: 'server' },
  server: {},
  securityScheme: {},
  /** Objects of which nothing is asked. */
  other: {},
  schema: {
    properties: { '*': 'schema' },
    patternProperties: { '*': 'schema' },
    dependentSchemas: { '*': 'schema' },
    $defs: { '*': 'schema' },
    definitions: { '*': 'schema' },
    allOf: ['schema'],
    anyOf: ['schema'],
    oneOf: ['schema'],
    prefixItems: ['schema'],
    items: 'schema',
    contains: 'schema',
    additionalProperties: 'schema',
    unevaluatedItems: 'schema',
    unevaluatedProperties: 'schema',
    propertyNames: 'schema',
    contentSchema: 'schema',
    not: 'schema',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: 'schema',
    else: 'schema',
  },
} as const satisfies Record<string, Readonly<Record<string, OpenApiChild>>>;

export type OpenApiObject = keyof typeof OBJECTS;

export const OBJECT_NAMES = Object.keys(OBJECTS) as readonly OpenApiObject[];

/** What stands under a key: an object by its name, a list of such objects, or a map of them. */
export type OpenApiChild = string | readonly [string] | { readonly '*': string };

/** The children of an object, by key. */
export function childrenOf(object: OpenApiObject): Readonly<Record<string, OpenApiChild>> {
  return OBJECTS[object];
}

/** Which definition of the vocabulary an `x-confab` in an object has to keep; in the others none may stand. */
export const DEFINITIONS = {
  document: 'document',
  operation: 'operation',
  securityScheme: 'securityScheme',
  response: 'node',
  mediaType: 'node',
  requestBody: 'node',
  server: 'node',
  link: 'node',
  parameter: 'value',
  schema: 'value',
} as const satisfies Partial<Record<OpenApiObject, string>>;

/** Whether something stands in a part of another file, which may be any object; `path` leads on in it. */
export function inReferenced([first, second, , ...path]: readonly string[]): readonly string[] | undefined {
  return first === 'components' && second === 'x-referenced' ? path : undefined;
}

/** The object that stands at a path of keys from another; undefined where none does that leads to an `x-confab`. */
export function objectAt(
  path: readonly string[],
  from: OpenApiObject = 'document',
): OpenApiObject | undefined {
  let object = from;
  for (let index = 0; index < path.length; index += 1) {
    const children: Readonly<Record<string, OpenApiChild>> = OBJECTS[object];
    const child: OpenApiChild | undefined = Object.hasOwn(children, path[index] as string)
      ? children[path[index] as string]
      : children['*'];
    if (child === undefined) return undefined;
    if (typeof child !== 'string') index += 1;
    // A list or a map itself is none.
    if (index >= path.length) return undefined;
    object = nameOf(child) as OpenApiObject;
  }
  return object;
}

/** The name of the objects that a child is, holds or maps to. */
function nameOf(child: OpenApiChild): string {
  if (typeof child === 'string') return child;
  return '*' in child ? child['*'] : child[0];
}
