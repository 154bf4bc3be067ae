// What one would write instead of using a mock: two routes over an array, validated with Ajv. Nothing is
// filtered but the assistant, which is grouped beforehand, so this is about as fast as such a route gets.
import { readFileSync } from 'node:fs';
import { createAdaptorServer } from '@hono/node-server';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Hono } from 'hono';
import { listen } from './listen.js';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byAssistant = new Map();
for (const row of rows.bigmodel) {
  const group = byAssistant.get(row.assistant_id);
  if (group) group.push(row);
  else byAssistant.set(row.assistant_id, [row]);
}

const size = { type: 'integer', minimum: 1, maximum: 100 };
const page = { type: 'integer', minimum: 1 };
const time = { type: 'integer', minimum: 0 };
const isQuery = new Ajv2020({ coerceTypes: true }).compile({
  type: 'object',
  required: ['conversation_type', 'start_time', 'end_time', 'page', 'page_size'],
  properties: {
    conversation_type: { enum: ['ALL', 'API', 'EMBED', 'WIDGET', 'SHARE', 'SLACK', 'TELEGRAM'] },
    user_id: { type: 'string' },
    start_time: time,
    end_time: time,
    page,
    page_size: size,
  },
});
const isBody = new Ajv2020().compile({
  type: 'object',
  required: ['assistant_id'],
  properties: { assistant_id: { type: 'string' }, page, page_size: size },
});

const app = new Hono();

app.get('/gptbots/v1/bot/conversation/page', (c) => {
  if (!isBearer(c)) return c.json({ code: 40127, message: 'Developer authentication failed' }, 401);
  const query = c.req.query();
  if (!isQuery(query)) return c.json({ code: 40000, message: 'Invalid parameter' }, 400);
  const list = slice(rows.gptbots, query.page, query.page_size);
  return c.json({ list, total: rows.gptbots.length });
});

app.post('/bigmodel/api/paas/v4/assistant/conversation/list', async (c) => {
  if (!isBearer(c)) return c.json({ error: { code: '1001', message: 'no Authorization' } }, 401);
  const body = await c.req.json();
  if (!isBody(body)) return c.json({ error: { code: '1214', message: 'invalid parameter' } }, 400);
  const { assistant_id, page = 1, page_size = 5 } = body;
  const all = byAssistant.get(assistant_id) ?? [];
  const conversation_list = slice(all, page, page_size);
  const has_more = page * page_size < all.length;
  return c.json({
    success: true,
    code: 200,
    msg: '操作成功',
    data: { assistant_id, conversation_list, has_more },
  });
});

function isBearer(c) {
  return /^Bearer \S+$/.test(c.req.header('authorization') ?? '');
}

function slice(all, page, size) {
  return all.slice((page - 1) * size, page * size);
}

listen(createAdaptorServer({ fetch: app.fetch }));
