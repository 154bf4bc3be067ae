import { type Extension, extensionsOf } from './extensions.ts';
import { exampleOf, ID_KINDS, isNumeric, parseIdTemplate } from './id-template.ts';
import { type Json, member } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';
import { idTemplateOf } from './value-words.ts';

/** Holds each template of an id against the schema beside it: rows whose ids break it would all be wrong. Refuses placeholders that nothing fills. */
export function checkIds(
  { document, schemas, validators }: Spec,
  extensions: readonly Extension[],
  source: Lines,
  problems: Problems,
): void {
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    const pointer = toPointer(path.slice(0, -1));
    const wrong = (problem: string) =>
      problems.refuse(`x-confab/value: ${problem}`, source.at(`${toPointer(path)}/value`));
    const unknown = unknownPlaceholder(value);
    if (unknown !== undefined) {
      const known = [...ID_KINDS.map((kind) => `{${kind}}`), ...PLACEHOLDERS];
      wrong(`the placeholder ${unknown} is not known; known are ${known.join(', ')}`);
      continue;
    }
    const id = idTemplateOf({ 'x-confab': value });
    if (id === undefined) continue;
    const template = parseIdTemplate(id);
    if ('problem' in template) {
      wrong(`${id} ${template.problem}`);
      continue;
    }
    const example = exampleOf(template);
    const types = schemas.types(valueAt(document, pointer));
    const isNumber = types.length > 0 && !types.includes('string');
    if (isNumber && !isNumeric(template)) {
      const wanted = types.join(' or ');
      wrong(
        `ids such as ${example} are texts, and the schema wants ${wanted}; numbers are {sequence}, {sparse} and {digits:12}`,
      );
      continue;
    }
    const [violation] = validators.checkOnce(pointer, isNumber ? Number(example) : example);
    if (violation && !COUNTED.has(violation.keyword))
      wrong(`ids such as ${example} do not fit the schema: it ${violation.message}`);
  }
}

/** What the mock fills in, beside ids and runtime expressions. */
const PLACEHOLDERS = [
  ...['{requestId}', '{traceId}', '{host}', '{mount}', '{query}'],
  ...['{parameter}', '{reason}', '{stringToSign}', '{canonicalRequest}', '{key}'],
];

function unknownPlaceholder(hints: Json): string | undefined {
  const text = member(hints, 'value');
  const found = typeof text === 'string' ? (text.match(/\{[A-Za-z]\w*(?::\w+)?\}/g) ?? []) : [];
  const isKnown = (one: string) =>
    PLACEHOLDERS.includes(one) || ID_KINDS.includes(one.slice(1, -1).replace(/:\d+$/, ''));
  return found.find((one) => !isKnown(one));
}

/** Whether a number fits these depends on how many rows there are. */
const COUNTED: ReadonlySet<string> = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
