import { scopeCredentials } from '../auth/scope-credentials.ts';
import type { Spec } from '../spec/spec.ts';
import { DEFAULT_SCOPE, type Scope } from './scope.ts';

/** What leads into a scope; one of the two is enough. */
export interface WayIn {
  /** What takes the place of the vendor's origin. */
  readonly url: string;
  /** What a client is given as its key that can only be told a host; undefined where the vendor needs none. */
  readonly credential?: string;
  /** Where operations need different ones: by the names of the security schemes, joined by plus signs. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** By vendor, what leads into a scope of the server at this origin. */
export function scopeVendors(
  specs: readonly Spec[],
  { name, prefix }: Pick<Scope, 'name' | 'prefix'>,
  origin: string,
): Record<string, WayIn> {
  return Object.fromEntries(
    specs.map((spec) => {
      const credentials = scopeCredentials(spec, name === DEFAULT_SCOPE ? undefined : name);
      const [credential] = credentials.values();
      const url = `${origin}${prefix}/${spec.name}`;
      const way: WayIn = {
        url,
        ...(credential !== undefined && { credential }),
        ...(credentials.size > 1 && { credentials: Object.fromEntries(credentials) }),
      };
      return [spec.name, way];
    }),
  );
}
