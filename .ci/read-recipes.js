/**
 * The recipes of a page: each heading with what stands below it. A block of code with a file's name behind its language is
 * that file; a block of shell has the commands, one script a block; `npm install …` in a line names packages. The files
 * below the heading "The client" belong to all.
 */
export function readRecipes(page) {
  const sections = page.split(/^## /m).slice(1).map(readSection);
  const [client, ...others] = sections;
  const recipes = others.filter(({ name }) => name !== 'Other languages');
  if (client?.name !== 'The client')
    throw new Error('the first section of the recipes is not that of the client');
  const empty = recipes.find(({ files, commands }) => Object.keys(files).length + commands.length === 0);
  if (empty) throw new Error(`the recipe ${empty.name} has nothing to run`);
  return { shared: client.files, recipes };
}

function readSection(text) {
  const [name = ''] = text.split('\n', 1);
  const files = {};
  const commands = [];
  for (const [, language, file, code] of text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
    if (file !== undefined) files[file] = code;
    else if (language === 'sh') commands.push(code.trim());
    else throw new Error(`${name}: a block of ${language} has no file's name`);
  }
  const installs = [...text.matchAll(/^`npm install (?:--save-dev )?([^`]+)`$/gm)];
  return { name, files, commands, packages: installs.flatMap(([, names]) => names.split(' ')) };
}
