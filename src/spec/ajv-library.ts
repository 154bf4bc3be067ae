import { createRequire } from 'node:module';

/**
 * Ajv, loaded when the first value is held against a schema: it takes a tenth of a start, which holds nothing, and
 * whoever validates cannot wait for an `import()`.
 */
const load = createRequire(import.meta.url);

export function ajvLibrary(): typeof import('ajv/dist/2020.js') {
  return load('ajv/dist/2020.js');
}

export function ajvFormats(): typeof import('ajv-formats') {
  return load('ajv-formats');
}

/** All of it, before anybody needs it. */
export function loadAjv(): void {
  ajvLibrary();
  ajvFormats();
}

/** How Ajv writes a call of a compiled schema. */
export function ajvReferences(): typeof import('ajv/dist/vocabularies/core/ref.js') {
  return load('ajv/dist/vocabularies/core/ref.js');
}
