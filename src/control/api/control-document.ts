import { builtinFile, CONTROL_DOCUMENT } from '../../spec/builtin.ts';
import { loadSpec } from '../../spec/load.ts';
import { createMatcher, type Matcher } from '../../spec/match.ts';
import type { Spec } from '../../spec/spec.ts';

export interface ControlDocument {
  readonly spec: Spec;
  readonly matcher: Matcher;
}

export const CONTROL_FILE = builtinFile(`${CONTROL_DOCUMENT}.yaml`);

let loaded: Promise<ControlDocument> | undefined;

/** Loaded at the first request for it: most servers are never steered. */
export function loadControlDocument(): Promise<ControlDocument> {
  loaded ??= loadSpec(CONTROL_FILE, { name: 'control', overlays: [], lines: false }).then((spec) => ({
    spec,
    matcher: createMatcher([spec]),
  }));
  return loaded;
}
