import { UsageError } from '../errors.ts';
import { DEFAULT_SCOPE, type Scope } from './scope.ts';

/** All scopes of a server. */
export interface Scopes<S extends Scope = Scope> {
  /** Where every request is that names no scope. */
  readonly base: S;
  /** Makes a scope, with a name of its own if none is given. Throws a UsageError for a name that cannot be had. */
  create(name?: string): S;
  /** The scope of that name, which counts as used by this; undefined when there is none. */
  get(name: string): S | undefined;
  /** In the order in which they were last used, the default one first. */
  list(): S[];
  /** Throws a UsageError for the default scope; false when there is none of that name. */
  delete(name: string): boolean;
  /** Why there is no scope of that name, and what to do. */
  whyNot(name: string): string;
}

interface ScopesOptions<S> {
  readonly make: (name: string) => S;
  /** Told in a sentence when one had to make room. */
  readonly warn?: (sentence: string) => void;
  readonly most?: number;
}

/** Enough for the tests of a day; each is small until it is used. */
export const MOST_SCOPES = 1000;
/** How many names of scopes that had to make room are remembered, to tell a client that still asks for one. */
const MOST_REMEMBERED = 10_000;

const NAME = /^[a-z\d](?:[\w.-]{0,62}[a-z\d])?$/i;

/** The scopes of a server: at most so many, of which the least recently used one goes when another comes. */
export function createScopes<S extends Scope>(options: ScopesOptions<S>): Scopes<S> {
  const { make, warn = () => {}, most = MOST_SCOPES } = options;
  const base = make(DEFAULT_SCOPE);
  // A map keeps the order in which its keys were set: the least recently used scope is the first.
  const others = new Map<string, S>();
  const gone = new Set<string>();
  let made = 0;

  function remove(scope: S): void {
    others.delete(scope.name);
    scope.end();
  }

  function makeRoom(): void {
    const [oldest] = others.values();
    if (others.size < most || !oldest) return;
    remove(oldest);
    if (gone.size >= MOST_REMEMBERED) gone.clear();
    if (gone.size === 0)
      warn(
        `there were ${most} scopes, so the one least recently used makes room: ${oldest.name}; delete what is done with`,
      );
    gone.add(oldest.name);
  }

  function freeName(): string {
    do made += 1;
    while (others.has(`scope-${made}`));
    return `scope-${made}`;
  }

  return {
    base,
    create(given) {
      const name = given ?? freeName();
      if (!NAME.test(name))
        throw new UsageError(
          `scope: "${name.slice(0, 100)}" cannot be a name; it is letters, digits, dots, dashes and underscores, at most 64`,
        );
      if (name === DEFAULT_SCOPE || others.has(name))
        throw new UsageError(
          `scope: there is one named ${name} already; take another name, or delete it first`,
        );
      makeRoom();
      gone.delete(name);
      const scope = make(name);
      others.set(name, scope);
      return scope;
    },
    get(name) {
      if (name === DEFAULT_SCOPE) return base;
      const scope = others.get(name);
      if (!scope) return undefined;
      others.delete(name);
      others.set(name, scope);
      return scope;
    },
    list: () => [base, ...others.values()],
    delete(name) {
      if (name === DEFAULT_SCOPE)
        throw new UsageError(`scope: the scope ${DEFAULT_SCOPE} is always there; reset it instead`);
      const scope = others.get(name);
      if (scope) remove(scope);
      return scope !== undefined;
    },
    whyNot(name) {
      if (!NAME.test(name))
        return 'There is no scope of that name; a name is letters, digits, dots, dashes and underscores.';
      if (gone.has(name))
        return `The scope ${name} was the least recently used of ${most} and made room for another. Delete scopes that are done with, or make it again.`;
      return `There is no scope ${name}. Make it first: POST /_confab/scopes {"name": "${name}"}.`;
    },
  };
}
