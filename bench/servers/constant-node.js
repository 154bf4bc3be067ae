// The floor of any Node.js server: node:http answers the same bytes to everything.
import { createServer } from 'node:http';
import { constantAnswer, listen } from './listen.js';

const answer = constantAnswer();

listen(
  createServer((_request, response) => {
    response.writeHead(200, { ...answer.headers, 'content-length': answer.body.length });
    response.end(answer.body);
  }),
);
