import { createRequire } from 'node:module';
import type { Ajv, ValidateFunction } from 'ajv';
import { _, Ajv2020 } from 'ajv/dist/2020.js';
import ajvDraft04 from 'ajv-draft-04';
import { isObject, type JsonObject } from '../json.ts';
import { valueAt } from '../json-pointer.ts';
import type { OpenApiVersion } from './official-schemas.ts';
import { withoutOneOf } from './without-one-of.ts';

const SETTINGS = {
  allErrors: true,
  strict: false,
  validateFormats: false,
  validateSchema: false,
  logger: false,
  verbose: true,
  // Validators get as `this` what they tell of references.
  passContext: true,
  code: { source: true },
} as const;

/** Compiles the JSON Schema of a version, and gives the compiler, too, which can write the code down. */
export function compileOfficial(version: OpenApiVersion): {
  readonly ajv: Ajv;
  readonly validate: ValidateFunction;
} {
  const require = createRequire(import.meta.url);
  const file = `@seriousme/openapi-schema-validator/schemas/v${version}/schema.json`;
  const schema = structuredClone(require(file) as JsonObject);
  return version === '2.0' || version === '3.0' ? compileOlder(schema) : compileNewer(schema);
}

/** Those of 2.0 and 3.0 are written in draft 4. */
function compileOlder(schema: JsonObject): ReturnType<typeof compileOfficial> {
  const ajv = new ajvDraft04.default(SETTINGS);
  return { ajv, validate: ajv.compile(withoutOneOf(schema)) };
}

function compileNewer(schema: JsonObject): ReturnType<typeof compileOfficial> {
  // Schemas are looked at by whoever needs them, in whichever dialect.
  for (const definition of Object.values(schema.$defs as JsonObject)) {
    if (!isObject(definition)) continue;
    delete definition.$dynamicAnchor;
    const kind = valueAt(definition, '/else/$ref');
    // What may stand beside a `$ref` is ignored by OpenAPI, and documents have all sorts of things there.
    // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
    if (typeof kind === 'string' && isObject(definition.then)) definition.then = { refersTo: kind };
  }
  const ajv = new Ajv2020(SETTINGS);
  ajv.addKeyword({
    keyword: 'refersTo',
    schemaType: 'string',
    // Code and no function, so that it can be written down.
    code: ({ gen, data, schema }) => {
      const kind = String(schema).replace('#/$defs/', '');
      const isReference = _`${data} && typeof ${data} == "object" && typeof ${data}.$ref == "string"`;
      gen.if(isReference, () => gen.code(_`this.meet(${data}.$ref, ${kind})`));
    },
  });
  return { ajv, validate: ajv.compile(schema) };
}
