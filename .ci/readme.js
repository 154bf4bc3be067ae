import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What asks a vendor, or leaves something out, is for people. */
const FOR_PEOPLE = /https:|…/;
const SERVES = /^npx confabulate (mock|record|replay)/;

/** Runs the commands of the README that need neither a vendor nor this checkout, with the files that they name. */
export async function runReadme({ run, serving }, installed, folder) {
  writeFileSync(
    join(folder, 'rows.json'),
    '[{ "conversation_id": "c1", "recent_chat_time": 1773990000000 }]\n',
  );
  cpSync(join(folder, 'recorded'), join(folder, 'fixtures'), { recursive: true });
  copyFileSync(join(installed, 'specs/gptbots.yaml'), join(folder, 'my-api.yaml'));
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
