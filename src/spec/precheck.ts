// Run by `npm run build`: checks the built-in specs once, for every start that follows.
import { builtinFile, builtinNames } from './builtin.ts';
import { writeChecked } from './checked.ts';
import { loadSpec } from './load.ts';

for (const name of builtinNames()) {
  const { document } = await loadSpec(builtinFile(`${name}.yaml`), { name });
  await writeChecked(name, document);
}
