import { expect, test } from 'vitest';
import { bodyMismatch } from '../../src/http/failure-match.ts';
import type { Reading } from '../../src/http/reading.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { answerOfExample, choicesOf, type DeclaredAnswer } from '../../src/spec/answer-choice.ts';
import { profileNames } from '../../src/spec/builtin.ts';
import { declaredFailure, type FailureAnswer, failureOf } from '../../src/spec/failure-of.ts';
import { some } from '../_some.ts';

const names = ['alibaba', 'bigmodel', 'chatnio', 'cybotstar', 'gptbots', ...some(profileNames(), 8)];

/** Whoever steers gets it whatever the request says, so none of these has a credential. */
test.each(some(names, 4))(
  '%s: Prefer brings every example, cause and code, with the body that is its own',
  async (name) => {
    const [vendor = '', profile] = name.split('.');
    const mock = await createMock({ vendors: [vendor], profiles: profile === undefined ? [] : [name] });
    for (const spec of mock.specs)
      for (const operation of spec.operations) {
        const { causes, examples, codes } = choicesOf(operation);
        const ask = async (preference: string) => {
          const response = await mock.fetch(`http://mock${operation.bases[0] ?? ''}${operation.path}`, {
            method: operation.method,
            headers: { Prefer: preference },
          });
          const asked = `${operation.id} ${preference}`;
          const applied = preference.replaceAll('"', '');
          expect(response.headers.get('x-confab-fault'), asked).toBe(applied);
          const text = operation.method === 'HEAD' ? undefined : await response.text();
          return { asked, status: response.status, text };
        };
        for (const example of examples) {
          const { asked, ...response } = await ask(`example="${example}"`);
          expect(isOne(response, [answerOfExample(operation, example)]), asked).toBe(true);
        }
        for (const cause of causes) {
          const { asked, ...response } = await ask(`cause=${cause}`);
          const fields = operation.fields.filter(({ failures }) => failures.has(cause));
          const answers = ['', ...fields.map(({ label }) => label)].map((label) =>
            failureOf(operation, cause, label),
          );
          expect(isOne(response, [...answers, declaredFailure(operation, cause)]), asked).toBe(true);
        }
        for (const code of codes.filter((one) => /^\d+$/.test(one)))
          expect((await ask(`code=${code}`)).status).toBe(Number(code));
      }
  },
);

/** Whether a response is one of these answers. */
function isOne(
  { status, text }: { readonly status: number; readonly text: string | undefined },
  answers: readonly (DeclaredAnswer | FailureAnswer | undefined)[],
): boolean {
  return answers.some((answer) => {
    if (answer?.status !== status) return false;
    if (!('media' in answer) || !answer.media || text === undefined) return true;
    return bodyMismatch(answer as FailureAnswer, readingOf(text), {}) === undefined;
  });
}

function readingOf(text: string): Reading {
  try {
    return { text, json: JSON.parse(text) } as Reading;
  } catch {
    return { text, json: undefined } as Reading;
  }
}
