/** How many different pages a scenario asks for before one comes again: the mock keeps the rows of so many, but not of more. */
export const PAGES = 200;
export const SIZES = [10, 100];
export const CONNECTIONS = [1, 64];
export const MOCK_ROWS = 1_000_000;
/** Rows of a mock that is asked for no page twice, and how many pages of 100 each list then has at least. */
export const NEW_ROWS = 1_000_000_000;
export const NEW_PAGES = 1_000_000;

// Two assistants, because the rows of one are too few for that many pages of 100.
const ASSISTANTS = ['65940acff94777010aa6b796', '65a265419d72d299a9230616'];

/** The two operations that are measured: one with a query, one with a JSON body. */
export const OPERATIONS = {
  gptbots: {
    title: 'GET',
    groups: 1,
    request: (_group, page, size) => ({
      method: 'GET',
      path: `/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=${page}&page_size=${size}`,
      headers: { authorization: 'Bearer app-benchbenchbenchbenchbe' },
    }),
    rowsOf: (body) => body.list,
  },
  bigmodel: {
    title: 'POST',
    groups: ASSISTANTS.length,
    request: (group, page, size) => ({
      method: 'POST',
      path: '/bigmodel/api/paas/v4/assistant/conversation/list',
      headers: { authorization: 'Bearer abc.def', 'content-type': 'application/json' },
      body: JSON.stringify({ assistant_id: ASSISTANTS[group], page, page_size: size }),
    }),
    rowsOf: (body) => body.data.conversation_list,
  },
};

export const SCENARIOS = Object.keys(OPERATIONS).flatMap((operation) =>
  SIZES.flatMap((size) => CONNECTIONS.map((connections) => ({ operation, size, connections }))),
);

export function titleOf({ operation, size, connections }) {
  return `${OPERATIONS[operation].title}, ${size} rows, ${connections} conn.`;
}

/** The requests of a scenario: PAGES different ones, out of order and spread over all the rows there are. */
export function requestsOf({ operation, size }) {
  const { groups, request } = OPERATIONS[operation];
  const pages = PAGES / groups;
  const step = Math.max(...SIZES) / size;
  return Array.from({ length: PAGES }, (_, i) => {
    // 397 is prime, so this visits every page once before it comes back to the first.
    const page = 1 + ((Math.floor(i / groups) * 397) % pages) * step;
    return request(i % groups, page, size);
  });
}

/** Request `n` of those that are never repeated, from the first page on. */
export function newRequest({ operation, size }, n) {
  const { groups, request } = OPERATIONS[operation];
  return request(n % groups, 1 + Math.floor(n / groups), size);
}
