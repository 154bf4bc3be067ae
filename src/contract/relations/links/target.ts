import { headerOf } from '../../../http/exchange.ts';
import type { ObservedPage } from '../../../result/observed-response.ts';
import { exactAt } from '../../../spec/exact-member.ts';
import { type Expression, parseExpression, type RequestLocation } from '../../../spec/expressions.ts';
import type { Field } from '../../../spec/field.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer, valueAt } from '../../../spec/json-pointer.ts';
import { isOwnPath, type RequestValues, valueIn, withValue } from '../../../spec/request-values.ts';
import type { Link, Operation } from '../../../spec/spec.ts';
import type { Client } from '../../client.ts';
import { listOf } from '../page-request.ts';

/** A link that leads from each row of a list to a request of another operation. */
export interface LinkTarget {
  readonly link: Link;
  /** The other operation's. */
  readonly client: Client;
  /** Where the row's id goes in the other request, and where it stands in the row. */
  readonly id: { readonly place: RequestLocation; readonly path: readonly string[] };
  /** The other request for a row of a page; undefined: the row does not have what it takes. */
  valuesOf(page: ObservedPage, index: number): RequestValues | undefined;
}

/** Finds where a link leads. undefined: not from a row, or to nothing that may be called. */
export function targetOf(client: Client, link: Link): LinkTarget | undefined {
  const operation = client.spec.operations.find(
    ({ id, pointer }) => id === link.operation || `#${pointer}` === link.operation,
  );
  const other = operation && client.clients.get(operation);
  if (!operation || !other || operation.list?.shows === 'many') return undefined;
  const items = listOf(client).items.path;
  const parameters = Object.entries(link.parameters).map(([name, value]) => {
    const expression = typeof value === 'string' ? parseExpression(value) : undefined;
    return {
      place: fieldOf(operation, name),
      value,
      expression,
      row: expression && rowPath(expression, items),
    };
  });
  const own = parameters.find(({ place, row }) => place !== undefined && row !== undefined);
  if (!own?.place || !own.row) return undefined;
  return {
    link,
    client: other,
    id: { place: own.place, path: own.row },
    valuesOf(page, index) {
      let values: RequestValues | undefined = other.values;
      for (const { place, value, expression, row } of parameters) {
        const found = row
          ? exactIn(place, page.page.items[index], row)
          : expression
            ? read(expression, page)
            : value;
        if (!place || found === undefined) return undefined;
        values = withValue(values, place, found);
      }
      return isOwnPath(operation, values) ? values : undefined;
    },
  };
}

/** `/data/0/id` below the rows at `/data` → `/id` of a row. */
function rowPath({ of, in: place, path }: Expression, items: readonly string[]): string[] | undefined {
  if (of !== 'response' || place !== 'body' || path.length <= items.length + 1) return undefined;
  if (!items.every((part, index) => path[index] === part)) return undefined;
  return /^\d+$/.test(path[items.length] ?? '') ? path.slice(items.length + 1) : undefined;
}

/** A text has an integer as it is; in a body it must be a number. */
function exactIn(
  place: RequestLocation | undefined,
  row: Json | undefined,
  path: readonly string[],
): Json | undefined {
  return place?.in === 'body' ? valueAt(row, toPointer(path)) : exactAt(row, path);
}

function read(expression: Expression, { planned, reading, exchange }: ObservedPage): Json | undefined {
  if (expression.of === 'response')
    return expression.in === 'header'
      ? headerOf(exchange.response?.headers ?? [], expression.name)
      : valueAt(reading.json, toPointer(expression.path));
  return planned.values && valueIn(planned.values, expression);
}

/** `id`, or `path.id` where several places have the name. */
function fieldOf({ fields }: Operation, name: string): Field | undefined {
  const parameters = fields.filter((field) => field.in !== 'body');
  const [, qualified, rest = name] = /^(path|query|header|cookie)\.(.+)$/.exec(name) ?? [];
  return (
    parameters.find((field) => field.label === name) ??
    parameters.find((field) => field.in === qualified && field.label === rest)
  );
}
