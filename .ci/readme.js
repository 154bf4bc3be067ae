import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What asks a vendor, or leaves something out, is for people. */
const FOR_PEOPLE = /https:|…/;
const SERVES = /^npx confabulate (mock|record|replay)/;

/** A document as somebody has it who never heard of x-confab. */
const MY_API = `openapi: 3.0.3
info: { title: My API, version: '1' }
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1 } }
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50, default: 10 } }
      responses:
        '200':
          description: A page of things
          content:
            application/json:
              schema:
                type: object
                required: [items, total]
                properties:
                  total: { type: integer }
                  items:
                    type: array
                    items: { type: object, required: [id], properties: { id: { type: string }, name: { type: string } } }
        '400': { description: Not a page }
`;

/** Runs the commands of the README that need neither a vendor nor this checkout, with the files that they name. */
export async function runReadme({ run, serving }, installed, folder) {
  writeFileSync(
    join(folder, 'rows.json'),
    '[{ "conversation_id": "c1", "recent_chat_time": 1773990000000 }]\n',
  );
  cpSync(join(folder, 'recorded'), join(folder, 'fixtures'), { recursive: true });
  writeFileSync(join(folder, 'my-api.yaml'), MY_API);
  for (const command of commandsOf(readFileSync(join(installed, 'README.md'), 'utf8'))) {
    process.stdout.write(`\n  ${command} `);
    if (FOR_PEOPLE.test(command)) process.stdout.write('(not run: it is about a vendor)');
    else if (SERVES.test(command))
      await serving(
        `${command.replace('npx confabulate', 'node_modules/.bin/confabulate')} --port 0`,
        () => {},
      );
    else await run(command);
  }
  process.stdout.write('\n');
}

/** Those in blocks of shell and in tables, without their comments, each once. */
function commandsOf(text) {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block.split('\n'));
  const spans = [...text.matchAll(/`(npx confabulate [^`]+)`/g)].map(([, command]) => command);
  const all = [...blocks, ...spans].map((line) => line.replace(/\s+#.*/, '').trim());
  return [...new Set(all.filter((line) => /^([A-Z_]+=\S+ )*npx confabulate /.test(line)))];
}
