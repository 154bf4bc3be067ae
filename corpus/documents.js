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
    const version = versionOf(readFileSync(path, 'utf8'));
    return { file, path, source, place, commit, licence, version, bytes: statSync(path).size };
  });
}

/** The version that the document says it is of, before anything made a newer one of it. */
function versionOf(text) {
  return (
    /^\s*\{?\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?(\d+\.\d+(?:\.\d+)?)/m.exec(text)?.[1] ??
    versionInOneLine(text)
  );
}

function versionInOneLine(text) {
  return /["'](?:openapi|swagger)["']\s*:\s*["'](\d+\.\d+(?:\.\d+)?)["']/.exec(text)?.[1];
}
