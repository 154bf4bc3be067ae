import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { builtinFile } from './builtin.ts';
import { extensionsOf } from './extensions.ts';
import type { Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Source } from './source.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Holds every `x-confab` of a document against the closed vocabulary. Refuses what breaks it. */
export function checkVocabulary(document: Json, source: Source, problems: Problems): void {
  for (const { value, path } of extensionsOf('x-confab', document)) {
    const validate = validatorOf(kindAt(path.slice(0, -1)));
    if (validate(value)) continue;
    const error = worstOf(validate.errors ?? []);
    const pointer = toPointer(path) + error.instancePath;
    const what = error.instancePath === '' ? 'x-confab' : `x-confab${error.instancePath}`;
    problems.refuse(`${what} ${explain(error)}`, {
      ...source.at(pointer + toPointer([String(error.params.additionalProperty ?? '')])),
      pointer,
    });
  }
}

type Kind = 'document' | 'operation' | 'securityScheme' | 'node' | 'value';

function kindAt(path: readonly string[]): Kind {
  if (path.length === 0) return 'document';
  if (path.length === 3 && path[0] === 'paths' && METHODS.includes(path[2] ?? '')) return 'operation';
  if (path.length === 3 && path[1] === 'securitySchemes') return 'securityScheme';
  if (isNode(path)) return 'node';
  return 'value';
}

/** Objects of OpenAPI that make statements and have no words but their evidence. */
const NODES = ['responses', 'content', 'requestBodies', 'links', 'servers'];

function isNode(path: readonly string[]): boolean {
  if (path.includes('properties')) return false;
  return path.at(-1) === 'requestBody' || NODES.includes(path.at(-2) ?? '');
}

const validators = new Map<Kind, ValidateFunction>();
let ajv: Ajv2020 | undefined;

function validatorOf(kind: Kind): ValidateFunction {
  let validate = validators.get(kind);
  if (!validate) {
    if (!ajv) {
      ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
      addFormats.default(ajv);
      ajv.addSchema(JSON.parse(readFileSync(builtinFile('x-confab.schema.json'), 'utf8')), 'vocabulary');
    }
    validate = ajv.compile({ $ref: `vocabulary#/$defs/${kind}` });
    validators.set(kind, validate);
  }
  return validate;
}

/** The deepest error says most, and of a form that the value has; an `anyOf` or `oneOf` that failed only repeats it. */
function worstOf(errors: ErrorObject[]): ErrorObject {
  const telling = errors.filter((error) => !['anyOf', 'oneOf', 'if'].includes(error.keyword));
  const weight = ({ instancePath, keyword }: ErrorObject) =>
    instancePath.split('/').length * 4 + (keyword === 'type' ? 0 : keyword === 'required' ? 1 : 2);
  return (telling.length > 0 ? telling : errors).reduce((a, b) => (weight(b) > weight(a) ? b : a));
}

function explain(error: ErrorObject): string {
  const { keyword, params, parentSchema } = error;
  if (keyword === 'additionalProperties') {
    const allowed = Object.keys((parentSchema as { properties?: object })?.properties ?? {});
    return `does not know the word ${params.additionalProperty}; allowed here: ${allowed.join(', ')}`;
  }
  if (keyword === 'enum') {
    const name = error.propertyName === undefined ? '' : `${error.propertyName}: `;
    const more = (parentSchema as { description?: string })?.description;
    const values = (params.allowedValues as Json[]).join(', ');
    return `${name}must be one of ${values}${more ? ` (${more})` : ''}`;
  }
  if (keyword === 'required') return `needs the word ${params.missingProperty}`;
  if (keyword === 'dependentRequired') return `has ${params.property}, which needs ${params.missingProperty}`;
  const description = (parentSchema as { description?: string })?.description;
  return `${error.message}, not ${JSON.stringify(error.data)}${description ? ` (${description})` : ''}`;
}
