// Run by `npm run build`, for every start that follows: checks the package's own documents once, and compiles what
// other documents are held against.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import { builtinFile, documentNames } from './builtin.ts';
import { writeChecked } from './checked.ts';
import { loadSpec } from './load.ts';
import { compileOfficial } from './official/compile-official.ts';
import { compiledFile, OPENAPI_VERSIONS } from './official/official-schemas.ts';

for (const version of OPENAPI_VERSIONS) {
  const { ajv, validate } = compileOfficial(version);
  await mkdir(dirname(compiledFile(version)), { recursive: true });
  await writeFile(compiledFile(version), standalone.default(ajv, validate));
}

for (const name of documentNames()) {
  const { document } = await loadSpec(builtinFile(`${name}.yaml`), { name, strict: true });
  await writeChecked(name, document);
}
