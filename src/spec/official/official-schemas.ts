import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ErrorObject } from 'ajv';
import type { Json } from '../json.ts';

export const OPENAPI_VERSIONS = ['2.0', '3.0', '3.1', '3.2'] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/** Called for each reference that is met, with the kind of what it must lead to: the name of a definition. */
export type OnReference = (reference: string, kind: string) => void;

/** What a document breaks of the JSON Schema that the OpenAPI Initiative publishes for its version. */
type OfficialErrors = (document: Json, meet?: OnReference) => readonly ErrorObject[];

/** A compiled schema. */
type OfficialValidate = ((this: { readonly meet: OnReference }, document: Json) => boolean) & {
  errors?: ErrorObject[] | null;
};

const loaded = new Map<OpenApiVersion, OfficialValidate>();

/** Loads the JSON Schema of a version. */
export async function loadOfficial(version: OpenApiVersion): Promise<OfficialErrors> {
  const validate = loaded.get(version) ?? (await load(version));
  loaded.set(version, validate);
  return (document, meet = () => {}) =>
    validate.call({ meet }, document) ? [] : [...(validate.errors ?? [])];
}

/** It was compiled when the package was built: that takes longer than all else that a small document needs. */
async function load(version: OpenApiVersion): Promise<OfficialValidate> {
  const built = compiledFile(version);
  if (existsSync(built)) return createRequire(import.meta.url)(built);
  const { compileOfficial } = await import('./compile-official.ts');
  return compileOfficial(version).validate as OfficialValidate;
}

/** Only in `dist/`: a working tree without a build compiles at the first document. */
export function compiledFile(version: OpenApiVersion): string {
  return fileURLToPath(new URL(`../../checked/openapi-${version}.cjs`, import.meta.url));
}
