// The floor of any Hono server: one route, the same bytes to everything.
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { constantAnswer, listen } from './listen.js';

const answer = constantAnswer();
const app = new Hono();
app.all('*', (c) => c.body(answer.body, 200, answer.headers));

listen(createAdaptorServer({ fetch: app.fetch }));
