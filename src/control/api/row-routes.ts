import type { JsonObject } from '../../spec/json.ts';
import type { CollectionRows } from '../collection-rows.ts';
import type { Scope } from '../scope.ts';
import type { ScopeRows } from '../scope-rows.ts';
import type { Scopes } from '../scopes.ts';
import type { ControlRequest, ControlRoutes } from './control.ts';
import { ProblemError } from './problem.ts';
import { scopeNamed } from './scope-routes.ts';

/** Reads and changes the rows of scopes. */
export function rowRoutes<S extends Scope>(scopes: Scopes<S>): ControlRoutes {
  function scopeRowsOf(request: ControlRequest): ScopeRows {
    const { rows } = scopeNamed(scopes, request);
    if (rows) return rows;
    throw new ProblemError(501, 'This server has no rows', 'Only a mock has rows that can be changed.');
  }

  function rowsOf(request: ControlRequest): CollectionRows {
    const rows = scopeRowsOf(request);
    const name = request.path.collection as string;
    const why = rows.whyNot(name);
    if (why !== undefined) throw new ProblemError(404, 'There is no such collection', why);
    return rows.collection(name);
  }

  return {
    async listCollections(request) {
      const all = scopeRowsOf(request).all();
      const collections = all.map(async (rows) => {
        const { total } = await rows.list({ limit: 0 });
        return { name: rows.name, total, changed: rows.changed() !== undefined };
      });
      return { status: 200, body: { collections: await Promise.all(collections) } };
    },
    async listRows(request) {
      const rows = rowsOf(request);
      return { status: 200, body: { name: rows.name, ...(await rows.list(request.query)) } };
    },
    async replaceRows(request) {
      const rows = rowsOf(request);
      const changed = await rows.replace(request.body as JsonObject[] | number);
      return { status: 200, body: { name: rows.name, ...changed } };
    },
    async addRows(request) {
      const rows = rowsOf(request);
      const changed = await rows.add(request.body as JsonObject | JsonObject[]);
      return { status: 201, body: { name: rows.name, ...changed } };
    },
    async deleteRows(request) {
      await rowsOf(request).replace([]);
      return { status: 204 };
    },
    resetRows(request) {
      rowsOf(request).reset();
      return { status: 204 };
    },
    async getRow(request) {
      const row = await rowsOf(request).get(idOf(request));
      if (!row) throw noRow(request);
      return { status: 200, body: row };
    },
    async putRow(request) {
      const { isNew, ...changed } = await rowsOf(request).put(idOf(request), request.body as JsonObject);
      return { status: isNew ? 201 : 200, body: changed };
    },
    async patchRow(request) {
      const changed = await rowsOf(request).patch(idOf(request), request.body as JsonObject);
      if (!changed) throw noRow(request);
      const { isNew: _, ...body } = changed;
      return { status: 200, body };
    },
    async deleteRow(request) {
      if (!(await rowsOf(request).delete(idOf(request)))) throw noRow(request);
      return { status: 204 };
    },
  };
}

function idOf({ path }: ControlRequest): string {
  return path.id as string;
}

function noRow({ path }: ControlRequest): ProblemError {
  return new ProblemError(
    404,
    'There is no such row',
    `${path.collection} has no row of the id ${path.id}. PUT it there, or GET …/rows/${path.collection} to see those that there are.`,
  );
}
