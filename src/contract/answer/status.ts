import type { AnswerCheck } from './check-answer.ts';

/** Whether the operation documents the status at all. */
export const checkStatus: AnswerCheck = ({ status, response, exchange }, { operation }) => [
  ...(response
    ? []
    : [
        {
          title: `the status ${status} is not documented`,
          expected: `one of ${[...operation.responses.keys()].join(', ')}`,
          actual: `status ${status}`,
          source: `${operation.pointer}/responses`,
          evidence: { grade: 'documented', reason: '' } as const,
          exchange,
          entries: [],
        },
      ]),
];
