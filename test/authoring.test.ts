import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { toRecognised } from '../src/console/recognised.ts';
import { loadSpec } from '../src/spec/load.ts';
import { run } from './cli/_run.ts';

let page = '';
let file = '';
let overlay = '';

/** The blocks of a language, in their order. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

beforeAll(async () => {
  page = await readFile('docs/authoring.md', 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'confab-authoring-'));
  [file, overlay] = [join(folder, 'railway.yaml'), join(folder, 'railway.overlay.yaml')];
  await writeFile(file, blocks('yaml')[0] ?? '');
});

test('docs/authoring.md goes from a document to a green check', async () => {
  const spec = await loadSpec(file);
  for (const line of (blocks('text')[0] ?? 'none').trim().split('\n'))
    expect(toRecognised([spec])).toContain(line);

  expect(await run(['init', file, '--overlay', overlay])).toMatchObject({ code: 0, err: '' });
  const written = parse(await readFile(overlay, 'utf8'));
  const actionOf = (target: string) =>
    written.actions.find((one: any) => one.target === target)?.update['x-confab'];
  Object.assign(actionOf("$.paths['/stations'].get"), parse(blocks('yaml')[1] ?? ''));
  const single = actionOf("$.paths['/stations/{id}'].get");
  expect(single.filters.id.evidence).toMatch(/^assumed/);
  single.filters.id.evidence = 'documented';
  await writeFile(overlay, stringify(written));

  expect(await run(['lint', file, '--overlay', overlay])).toMatchObject({ code: 0 });
  const { code, out } = await run(['check', file, '--overlay', overlay]);
  expect(out).toContain('railway keeps its contract.');
  expect(code).toBe(0);
});
