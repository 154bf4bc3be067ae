import type { ErrorObject } from 'ajv';
import type { JsonObject } from '../json.ts';
import { fromReference, parsePointer, toPointer, valueAt } from '../json-pointer.ts';
import type { Problems } from '../problems.ts';
import type { Source } from '../source.ts';
import { toOfficialProblems } from './official-problems.ts';
import { loadOfficial, type OpenApiVersion } from './official-schemas.ts';
import { usedComponents } from './used-components.ts';

/** The kinds of objects that may be references, each with the map of `components` that has the same kind. */
const SECTIONS: Readonly<Record<string, string>> = {
  parameter: 'parameters',
  'request-body': 'requestBodies',
  response: 'responses',
  callbacks: 'callbacks',
  example: 'examples',
  link: 'links',
  header: 'headers',
  'security-scheme': 'securitySchemes',
};

/**
 * Holds a document against the JSON Schema that the OpenAPI Initiative publishes for its version. References stay:
 * what one means is looked at once, as what may stand in its place. Without references a document of 25 lines can
 * have 33 million objects.
 */
export async function checkOfficial(
  document: JsonObject,
  version: OpenApiVersion,
  source: Source,
  problems: Problems,
): Promise<void> {
  const errorsOf = await loadOfficial(version);
  const referred = new Map<string, Set<string>>();
  const meet = (reference: string, kind: string) => {
    const section = SECTIONS[kind];
    if (section === undefined) return;
    const known = referred.get(section) ?? new Set();
    referred.set(section, known.add(fromReference(reference)));
  };
  tell(document, errorsOf(document, meet), (pointer) => pointer);
  const seen = new Set<string>();
  for (let open = newTargets(referred, seen); open.length > 0; open = newTargets(referred, seen)) {
    const components: Record<string, JsonObject> = {};
    for (const [index, { section, pointer }] of open.entries()) {
      const part = valueAt(document, pointer);
      if (part !== undefined) components[section] = { ...components[section], [index]: part };
    }
    const whole = { openapi: `${version}.0`, info: { title: '', version: '' }, components };
    tell(whole, errorsOf(whole, meet), (pointer) => {
      const [, , index = '', ...below] = parsePointer(pointer);
      return (open[Number(index)]?.pointer ?? '') + toPointer(below);
    });
  }

  function tell(
    held: JsonObject,
    errors: readonly ErrorObject[],
    toPlace: (pointer: string) => string,
  ): void {
    let used: ReturnType<typeof usedComponents> | undefined;
    for (const { message, pointer, seen: at, hinders } of toOfficialProblems(held, errors)) {
      const place = { ...source.at(toPlace(at)), pointer: source.at(toPlace(pointer)).pointer };
      const component = componentOf(toPlace(pointer));
      const isIdle = () => {
        used ??= usedComponents(document);
        return component !== undefined && !used.has(component);
      };
      if (hinders && !isIdle()) problems.refuse(message, place);
      else problems.warn(message, place);
    }
  }
}

/** What was referred to and not looked at yet; a component of the same kind is looked at where it stands. */
function newTargets(
  referred: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): { section: string; pointer: string }[] {
  const open: { section: string; pointer: string }[] = [];
  for (const [section, pointers] of referred)
    for (const pointer of pointers) {
      const key = `${section} ${pointer}`;
      const [first, second, , ...below] = parsePointer(pointer);
      const isThere = first === 'components' && second === section && below.length === 0;
      if (!isThere && !seen.has(key)) open.push({ section, pointer });
      seen.add(key);
    }
  return open;
}

/** The component that a pointer leads into, if any. */
function componentOf(pointer: string): string | undefined {
  const path = parsePointer(pointer);
  const depth = path[0] === 'components' ? 3 : 2;
  const isOne = ['components', 'definitions', 'parameters', 'responses'].includes(path[0] ?? '');
  return isOne && path.length >= depth ? toPointer(path.slice(0, depth)) : undefined;
}
