import { type RowPlaces, withCauses } from '../result/causes.ts';
import type { Finding } from '../result/finding.ts';
import { foldFindings } from '../result/fold-findings.ts';
import { toPointer } from '../spec/json-pointer.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { idFieldOf } from './relations/rows.ts';

/** The findings of a document, each with the one that it may follow from, and behind it. */
export function findCauses(spec: Spec, findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const places = new Map(spec.operations.map((operation) => [operation.id, placesOf(spec, operation)]));
  const known = withCauses(findings, (operation) => places.get(operation));
  return foldFindings(known).flatMap(({ root, followers }) => [root, ...followers]);
}

function placesOf(spec: Spec, operation: Operation): RowPlaces | undefined {
  if (!operation.list) return undefined;
  const list = toPointer(operation.list.items.path);
  const row = operation.list.shows === 'one' ? list : `${list}/*`;
  const id = idFieldOf(spec, operation);
  return { list, row, id: id === undefined ? undefined : row + toPointer([id]) };
}
