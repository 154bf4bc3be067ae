import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The documents of a folder: those that its SOURCES.tsv lists, or all that stand in it. */
export function documentsIn(folder) {
  const list = join(folder, 'SOURCES.tsv');
  const rows = existsSync(list)
    ? readFileSync(list, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
    : readdirSync(folder)
        .filter((name) => /\.(?:json|ya?ml)$/.test(name))
        .map((name) => [name]);
  return rows.map(([file, source = '', place = '', commit = '', licence = '']) => {
    const path = join(folder, file);
    return { file, path, source, place, commit, licence, bytes: statSync(path).size };
  });
}
