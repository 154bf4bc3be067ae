import { fileURLToPath } from 'node:url';

/** A document with what none of the built-in vendors has. */
const OWN = { diary: fileURLToPath(new URL('./diary.yaml', import.meta.url)) };

/** The built-in specs, and our own. */
export async function loadVendors({ createMock }) {
  const { specs: builtin } = await createMock();
  const { specs } = await createMock({
    vendors: [...builtin.map(({ name }) => name), ...Object.values(OWN)],
  });
  return specs;
}

/** A vendor as the package wants to be told of it: by name, or by file. */
export function sourceOf(vendor) {
  return OWN[vendor] ?? vendor;
}
