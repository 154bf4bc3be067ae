import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a file in the package's own `specs/`. */
export function builtinFile(name: string): string {
  return fileURLToPath(new URL(`../../specs/${name}`, import.meta.url));
}

/** The names of the built-in specs: every YAML document in `specs/`. */
export function builtinNames(): string[] {
  return yamlNames('');
}

/** Every document that comes with the package: the specs, and that of the server's own operations. */
export function documentNames(): string[] {
  return [...builtinNames(), CONTROL_DOCUMENT];
}

export const CONTROL_DOCUMENT = 'control/openapi';

/** The built-in profiles, as `vendor.profile`. */
export function profileNames(): string[] {
  return yamlNames('profiles');
}

function yamlNames(folder: string): string[] {
  return readdirSync(builtinFile(folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}
