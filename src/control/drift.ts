import type { Operation, Spec } from '../spec/spec.ts';

/** A request as a drift reads it, and as it asks the correct server others. */
export interface DriftRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
}

/** An answer as it is on the wire, which need not be one that HTTP or JSON allow. */
export interface DriftAnswer {
  readonly status: number;
  /** Lower-case names; one may stand twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The connection breaks behind so many bytes. */
  readonly cut?: number;
}

/** Makes of a right answer what it would be if the vendor broke its contract; `ask` asks the correct server. */
type ChangeAnswer = (
  request: DriftRequest,
  answer: DriftAnswer,
  ask: (request: DriftRequest) => Promise<DriftAnswer>,
) => Promise<DriftAnswer>;

/** Begins a drift: what it gives is used for one fault of a plan, as it may keep something between answers. */
export type BeginDrift = () => ChangeAnswer;

/** The ways in which a vendor may depart from its document, by name: `field-renamed`, `field-renamed/user_id`. */
export interface Drifts {
  /** All names, whatever operation they fit. */
  readonly names: readonly { readonly name: string; readonly about: string }[];
  /** Those that fit an operation. `targets`: what may stand behind the slash; none where it is one empty text. */
  of(
    spec: Spec,
    operation: Operation,
  ): readonly { readonly name: string; readonly about: string; readonly targets: readonly string[] }[];
  /** undefined when there is none of this name, or when it does not fit the operation. */
  find(spec: Spec, operation: Operation, name: string): BeginDrift | undefined;
}
