import { acs3Details } from '../auth/acs3-verify.ts';
import { type AnswerChoice, answerOfCode, answerOfExample, hasAnswer } from '../spec/answer-choice.ts';
import { type Cause, isCredentialCause } from '../spec/causes.ts';
import { failuresOf } from '../spec/failure-of.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { createRefuse } from './failures.ts';
import type { MakeResponse, MockResponse } from './mock-response.ts';
import type { Facts } from './placeholders.ts';
import { createDeclared } from './sampled.ts';
import type { Sampler } from './sampler.ts';

/** Makes an answer that was asked for, whatever the request says; undefined where the document has none. */
type MakeChosen = (choice: AnswerChoice, facts: Facts) => MockResponse | undefined;

/** Compiles the answers of an operation that can be chosen; each at its first use. */
export function createChosen(spec: Spec, operation: Operation, sample: Sampler): MakeChosen {
  const isSigned = usesAcs3(spec, operation);
  const refuse = createRefuse(spec, operation, sample);
  const made = new Map<string, MakeResponse>();

  function fromDocument(
    choice: Exclude<AnswerChoice, { cause: Cause }>,
    facts: Facts,
  ): MockResponse | undefined {
    const key = JSON.stringify(choice);
    let make = made.get(key);
    if (!make) {
      const answer =
        'code' in choice ? answerOfCode(operation, choice.code) : answerOfExample(operation, choice.example);
      if (!answer) return undefined;
      make = createDeclared(spec, answer.response, answer.status, sample, { example: answer.example });
      made.set(key, make);
    }
    return make(filled(facts, 'example' in choice ? causeOf(operation, choice.example) : undefined));
  }

  /** The facts that texts are filled with, where nothing is wrong with the request. */
  function filled(facts: Facts, cause?: Cause): Facts {
    const own = isSigned && cause && isCredentialCause(cause) ? acs3Details(facts.incoming) : undefined;
    return { ...facts, details: { parameter: plausibleField(operation, cause), ...own, ...facts.details } };
  }

  return (choice, facts) => {
    if (!('cause' in choice)) return fromDocument(choice, facts);
    const { cause } = choice;
    if (!hasAnswer(operation, cause)) return undefined;
    const parameter = ABOUT_FIELDS.has(cause) ? plausibleField(operation, cause) : '';
    return refuse({ cause, parameter, reason: 'was asked for' }, filled(facts, cause));
  };
}

/** The causes that are about a field of the request. */
const ABOUT_FIELDS: ReadonlySet<Cause> = new Set(['missing-parameter', 'invalid-parameter']);

/**
 * A field that a refusal could be about, as texts name one: a field that has an answer of its own to the cause where
 * the operation has none, else the first that is plain.
 */
function plausibleField({ failures, fields }: Operation, cause: Cause | undefined): string {
  const own = cause ? fields.filter((field) => field.failures.has(cause)) : [];
  const plain = fields.filter((field) => field.failures.size === 0 && field.in !== 'header');
  const candidates = own.length === 0 || (cause && failures.has(cause)) ? plain : own;
  return (candidates.find(({ required }) => required) ?? candidates[0])?.label ?? '';
}

/** The cause that names an example, if one does. */
function causeOf(operation: Operation, example: string): Cause | undefined {
  return failuresOf(operation).find(([, failure]) => failure.example === example)?.[0];
}

function usesAcs3({ securitySchemes }: Spec, { security }: Operation): boolean {
  const schemes = security
    .flatMap((requirement) => Object.keys(requirement))
    .map((name) => securitySchemes[name]);
  return schemes.some((scheme) => scheme?.type === 'http' && /^acs3/i.test(scheme.scheme));
}
