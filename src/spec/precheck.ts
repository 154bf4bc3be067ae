// Run by `npm run build`: checks the package's own documents once, for every start that follows.
import { builtinFile, documentNames } from './builtin.ts';
import { writeChecked } from './checked.ts';
import { loadSpec } from './load.ts';

for (const name of documentNames()) {
  const { document } = await loadSpec(builtinFile(`${name}.yaml`), { name, strict: true });
  await writeChecked(name, document);
}
