import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinFile, documentNames } from './builtin.ts';
import type { JsonObject } from './json.ts';

/**
 * The built-in specs, checked when the package was built, so that starting does not check the same bytes
 * again. Each stands beside the digest of the YAML that it came from: an edited YAML is checked again.
 */
interface CheckedDocument {
  readonly digest: string;
  readonly document: JsonObject;
}

/** The document of a built-in spec, if these very bytes passed the checks at build time. */
export function readChecked(file: string): JsonObject | undefined {
  const name = documentNames().find((one) => builtinFile(`${one}.yaml`) === file);
  if (name === undefined || !existsSync(checkedFile(name))) return undefined;
  const { digest, document } = JSON.parse(readFileSync(checkedFile(name), 'utf8')) as CheckedDocument;
  return digest === digestOf(file) ? document : undefined;
}

/** Writes down that a built-in spec passed; `document` is it with references to other files brought in. */
export async function writeChecked(name: string, document: JsonObject): Promise<void> {
  await mkdir(dirname(checkedFile(name)), { recursive: true });
  const checked: CheckedDocument = { digest: digestOf(builtinFile(`${name}.yaml`)), document };
  await writeFile(checkedFile(name), JSON.stringify(checked));
}

/** Only in `dist/`: a working tree without a build checks at every load. */
function checkedFile(name: string): string {
  return fileURLToPath(new URL(`../checked/${name}.json`, import.meta.url));
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
