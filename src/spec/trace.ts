import { type Json, member } from './json.ts';
import { schemaAt } from './located-schema.ts';
import { type SchemaError, toSchemaErrors } from './schema-error.ts';
import { type SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { Spec } from './spec.ts';
import { createTraceBranches, type TracedValue } from './trace-branches.ts';
import { propertiesOf, type TracedContainers, toContainers } from './trace-containers.ts';
import { type DescribedValue, describedValues } from './trace-described.ts';
import { allOf, toViolationTree } from './violation-tree.ts';

/** A value and its schema, walked side by side once. Each part is worked out when it is first asked for. */
export interface Trace {
  readonly value: Json;
  /** The keywords that the value does not fulfil; of alternatives only those of the one that came nearest. */
  readonly errors: readonly SchemaError[];
  /** The properties that the value has and some schema knows: JSON pointers with a star for each index. */
  readonly properties: readonly string[];
  /** Properties that no schema knows, where none forbids them. */
  readonly unknownFields: TracedContainers['unknownFields'];
  /** The values to which a wanted schema applies. */
  described(wanted: Parameters<typeof describedValues>[1]): DescribedValue[];
  /** The schemas given to the value at a path and to each value above it, outermost first; ends where none is. */
  along(path: readonly string[]): readonly SchemaSet[];
}

/** Traces a value by the schema at a location of the document. */
export function createTrace(spec: Spec, location: string, value: Json): Trace {
  const sets = schemaSetsOf(spec.document);
  const given = sets.of(schemaAt(spec.document, location));
  const branches = createTraceBranches(spec, sets);
  const start = once(() => ({
    given,
    value,
    violations: toViolationTree(spec.validators.check(location, value)),
  }));
  const containers = once(() => toContainers(start(), branches.applied));
  const errors = once(() => errorsOf(start(), location, branches.broken));

  return {
    value,
    get errors() {
      return errors();
    },
    get properties() {
      return propertiesOf(containers().column);
    },
    get unknownFields() {
      return containers().unknownFields;
    },
    described: (wanted) => describedValues(spec, wanted, start(), containers, branches.applied),
    along(path) {
      const found = [given];
      let at: TracedValue = start();
      for (const name of path) {
        const schemas = branches.applied(at);
        const inside = Array.isArray(at.value) ? schemas.item(Number(name)) : schemas.property(name);
        if (inside.schemas.length === 0) break;
        found.push(inside);
        at = { given: inside, value: member(at.value, name), violations: at.violations?.children?.get(name) };
      }
      return found;
    },
  };
}

function errorsOf(
  start: TracedValue,
  location: string,
  broken: ReturnType<typeof createTraceBranches>['broken'],
): SchemaError[] {
  const found = broken(start);
  if (found.length > 0 || !start.violations) return toSchemaErrors(found);
  // A validator follows references that the trace does not know, such as anchors.
  const by = { location, schema: {} };
  return toSchemaErrors(
    allOf(start.violations).map((violation) => ({ violation, by, depth: 0, alternatives: undefined })),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
