/** What the page can do where scripts run: copy a command. */
export const HOME_SCRIPT = `
'use strict';
for (const command of document.querySelectorAll('details pre')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(command.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  command.before(button);
}
`;
