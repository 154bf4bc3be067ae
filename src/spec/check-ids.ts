import { type Extension, extensionsOf } from './extensions.ts';
import { exampleOf, isNumeric, parseIdTemplate } from './id-template.ts';
import { member } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Holds each `id` against the schema beside it: rows whose ids break it would all be wrong. */
export function checkIds(
  { document, schemas, validators }: Spec,
  extensions: readonly Extension[],
  source: Lines,
  problems: Problems,
): void {
  for (const { value, path } of extensionsOf('x-confab', extensions)) {
    const id = member(value, 'id');
    const pointer = toPointer(path.slice(0, -1));
    // In a security scheme it is another word.
    if (typeof id !== 'string' || path.includes('securitySchemes')) continue;
    const wrong = (problem: string) =>
      problems.refuse(`x-confab/id: ${problem}`, source.at(`${toPointer(path)}/id`));
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
        `ids such as ${example} are texts, and the schema wants ${wanted}; numbers are sequence, {sparse} and {digits:12}`,
      );
      continue;
    }
    const [violation] = validators.checkOnce(pointer, isNumber ? Number(example) : example);
    if (violation && !COUNTED.has(violation.keyword))
      wrong(`ids such as ${example} do not fit the schema: it ${violation.message}`);
  }
}

/** Whether a number fits these depends on how many rows there are. */
const COUNTED: ReadonlySet<string> = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
