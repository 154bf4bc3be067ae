import { extname } from 'node:path';
import { stringify } from 'yaml';
import type { SpecResult } from '../result/result.ts';
import { checkExamples } from '../spec/check-examples.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { toSpec } from '../spec/operations.ts';
import { applyOverlay } from '../spec/overlay.ts';
import { parseSource } from '../spec/parse-source.ts';
import { withoutLines } from '../spec/source.ts';
import type { Spec } from '../spec/spec.ts';
import { toWarningText } from '../spec/spec-warning.ts';
import { excerpt } from '../text/excerpt.ts';
import { type Change, changesOf } from './changes.ts';
import { type Refused, withoutHarm } from './harm.ts';
import { leftOf, newlyWrong } from './left.ts';

/** How a target differs from its document, as an OpenAPI Overlay of the document. */
interface Drift {
  readonly vendor: string;
  /** The overlay as a file. A comment at its top lists what it could not allow. */
  readonly text: string;
  readonly changes: readonly Change[];
  /** The findings that stay when the overlay is applied. */
  readonly left: ReturnType<typeof leftOf>;
}

/** A wider type may let the next error show. */
const MOST_ROUNDS = 5;

/**
 * Writes an overlay after which a spec allows what a run saw: findings about the shape of responses become wider
 * schemas. It only widens, so that the examples of the document still fit. `at` is when the run began.
 */
export function toDrift(spec: Spec, result: SpecResult, at: number): Drift {
  const place: Parameters<typeof changesOf>[2] = {
    day: new Date(at).toISOString().slice(0, 10),
    target: result.target.replace(/\/\/[^/@]*@/, '//'),
  };
  const changes: Change[] = [];
  const refused: Refused[] = [];
  let current = spec;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const tried = new Set([...changes, ...refused.map(({ change }) => change)].map(({ key }) => key));
    const proposed = changesOf(current, result.findings, place).filter(({ key }) => !tried.has(key));
    if (proposed.length === 0) break;
    const applied = applyChanges(current, proposed, refused);
    changes.push(...applied.changes);
    current = applied.spec;
  }
  const { kept: harmless, refused: harmful } = withoutHarm(changes, (some) => {
    if (some.length === 0) return [];
    const widened = attempt(spec, some);
    return typeof widened === 'string' ? undefined : newlyWrong(spec, widened, result.findings);
  });
  const overlay = toOverlay(spec, harmless, place);
  const widened = specWith(spec, parseSource('drift', overlay).value);
  const left = leftOf(spec, widened, result.findings, [...refused, ...harmful]);
  return { vendor: spec.name, text: `${toComment(spec, left, place)}${overlay}`, changes: harmless, left };
}

/** The file of a vendor's overlay; of several vendors the name stands before the extension. */
export function driftFile(out: string, vendor: string, several: boolean): string {
  const ending = extname(out);
  return several ? `${out.slice(0, out.length - ending.length)}-${vendor}${ending}` : out;
}

/** Applies all changes at once; if the document cannot take them, one by one, and leaves out those that it cannot take. */
function applyChanges(
  spec: Spec,
  proposed: readonly Change[],
  refused: Refused[],
): { spec: Spec; changes: readonly Change[] } {
  const together = attempt(spec, proposed);
  if (typeof together !== 'string') return { spec: together, changes: proposed };
  const changes: Change[] = [];
  let current = spec;
  for (const change of proposed) {
    const next = attempt(current, [change]);
    if (typeof next === 'string') refused.push({ change, why: next });
    else {
      current = next;
      changes.push(change);
    }
  }
  return { spec: current, changes };
}

/** The spec with the changes, or why the document cannot take them. */
function attempt(spec: Spec, changes: readonly Change[]): Spec | string {
  try {
    const widened = specWith(spec, { overlay: '1.0.0', actions: actionsOf(changes) });
    const before = checkExamples(spec, withoutLines(spec.file)).map(({ message }) => message);
    const added = checkExamples(widened, withoutLines(spec.file)).find(
      ({ message }) => !before.includes(message),
    );
    return added ? toWarningText(added) : widened;
  } catch (error) {
    return (error as Error).message;
  }
}

function specWith({ document, file, at, name }: Spec, overlay: Json): Spec {
  const changed = applyOverlay(document, { ...withoutLines('drift'), value: overlay });
  return toSpec(changed as JsonObject, { file, at }, name);
}

function actionsOf(changes: readonly Change[]): Json[] {
  return changes.flatMap(({ actions, description }) =>
    actions.map(({ target, ...what }) => ({ target, description, ...what })),
  );
}

function toOverlay(
  spec: Spec,
  changes: readonly Change[],
  { day, target }: Parameters<typeof changesOf>[2],
): string {
  const nothing = [
    { target: '$.info', description: 'Nothing to change; an overlay has an action', update: {} },
  ];
  return stringify(
    {
      overlay: '1.0.0',
      info: { title: `What was seen on ${day} at ${target}`, version: '1.0.0' },
      extends: `${spec.name}.yaml`,
      actions: changes.length > 0 ? actionsOf(changes) : nothing,
    },
    { lineWidth: 110, aliasDuplicateObjects: false },
  );
}

function toComment(
  spec: Spec,
  left: ReturnType<typeof leftOf>,
  { day, target }: Parameters<typeof changesOf>[2],
): string {
  const lines = [
    `What ${target} answered on ${day}, as changes of ${spec.name}'s document. Look at each: it only says`,
    'what was seen, not what the vendor means. To apply it: --overlay and this file.',
    ...(left.length > 0 ? ['', 'Not in here:'] : []),
    ...left.map(
      ({ finding: { check, level, operation, title, count }, reason }) =>
        `- ${check} (${level}) of ${operation}: ${title}; seen ${count === 1 ? 'once' : `${count} times`}. ${reason}`,
    ),
  ];
  return lines
    .map((line) => `# ${toLine(line)}`.trimEnd())
    .join('\n')
    .concat('\n');
}

/** One line of a comment; no text of a vendor may end it. */
function toLine(text: string): string {
  return excerpt(text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, ' '), 600);
}
