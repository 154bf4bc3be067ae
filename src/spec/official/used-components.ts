import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromReference, parsePointer, toPointer, valueAt } from '../json-pointer.ts';

/** What only others refer to; in 2.0 it stands at the top. */
const SHARED = ['components', 'definitions', 'parameters', 'responses', 'securityDefinitions'];

/** The pointers of the components that the rest of a document refers to, directly or through others. */
export function usedComponents(document: JsonObject): Set<string> {
  const collections = valueAt(document, '/x-confab/collections');
  const named = Object.values(isObject(collections) ? collections : {}).map(($ref) => ({ $ref }));
  const used = new Set<string>();
  const open: Json[] = Object.entries(document).flatMap(([key, value]) =>
    SHARED.includes(key) ? [] : [value],
  );
  open.push(...named);
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    if (isObject(one) && typeof one.$ref === 'string' && one.$ref.startsWith('#')) {
      const path = parsePointer(fromReference(one.$ref));
      const component = toPointer(path.slice(0, path[0] === 'components' ? 3 : 2));
      const value = valueAt(document, component);
      if (value !== undefined && !used.has(component)) open.push(value);
      used.add(component);
    }
    open.push(...Object.values(one));
  }
  return used;
}
