import { isObject, member } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { Problems } from './problems.ts';
import type { Lines } from './source.ts';
import type { Spec } from './spec.ts';

/** Operations that only OpenAPI 3.2 has. */
const NEWER = ['query', 'additionalOperations'];

/** Tells, once for each, which operations of OpenAPI 3.2 are not served. */
export function checkNewer({ document }: Spec, source: Lines, { warn }: Pick<Problems, 'warn'>): void {
  const items = Object.entries(isObject(document.paths) ? document.paths : {});
  for (const key of NEWER) {
    const having = items.filter(([, item]) => isObject(member(item, key))).map(([path]) => path);
    const [first] = having;
    if (first === undefined) continue;
    const others = having.length > 1 ? `, here and at ${having.length - 1} other paths` : '';
    warn(`${key} of OpenAPI 3.2 is not served${others}`, source.at(toPointer(['paths', first, key])));
  }
}
