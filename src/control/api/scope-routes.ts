import type { Spec } from '../../spec/spec.ts';
import type { Scope } from '../scope.ts';
import { scopeVendors } from '../scope-vendors.ts';
import type { Scopes } from '../scopes.ts';
import type { ControlRequest, ControlRoutes } from './control.ts';
import { ProblemError } from './problem.ts';

interface ScopeRoutesOptions<S extends Scope> {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes<S>;
}

/** Makes, lists, resets and deletes scopes. */
export function scopeRoutes<S extends Scope>({ specs, scopes }: ScopeRoutesOptions<S>): ControlRoutes {
  const describe = ({ name, prefix }: Scope, { origin }: ControlRequest) => ({
    name,
    vendors: scopeVendors(specs, { name, prefix }, origin),
  });
  return {
    listScopes: (request) => ({
      status: 200,
      body: { scopes: scopes.list().map((scope) => describe(scope, request)) },
    }),
    createScope(request) {
      const { name } = (request.body ?? {}) as { name?: string };
      const scope = scopes.create(name);
      const headers = { location: `/_confab/scopes/${scope.name}` };
      return { status: 201, headers, body: describe(scope, request) };
    },
    getScope: (request) => ({ status: 200, body: describe(scopeNamed(scopes, request), request) }),
    deleteScope(request) {
      scopes.delete(scopeNamed(scopes, request).name);
      return { status: 204 };
    },
    resetScope(request) {
      scopeNamed(scopes, request).reset();
      return { status: 204 };
    },
  };
}

/** The scope that a request's path names. Throws a ProblemError where there is none. */
export function scopeNamed<S extends Scope>(scopes: Scopes<S>, { path }: ControlRequest): S {
  const name = path.scope as string;
  const scope = scopes.get(name);
  if (!scope) throw new ProblemError(404, 'There is no such scope', scopes.whyNot(name));
  return scope;
}
