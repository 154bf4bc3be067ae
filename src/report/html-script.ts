/** What the page can do where scripts run: filter its findings, copy a command. */
export const SCRIPT = `
'use strict';
const filter = document.getElementById('filter');
if (filter) {
  const findings = [...document.querySelectorAll('.vendor > .finding')];
  const vendors = [...document.querySelectorAll('.vendor')];
  const show = () => {
    const level = filter.elements.level.value;
    const vendor = filter.elements.vendor.value;
    for (const one of vendors) one.hidden = vendor !== '' && one.dataset.vendor !== vendor;
    for (const one of findings) {
      one.hidden =
        (level !== '' && one.dataset.level !== level) || (vendor !== '' && one.dataset.vendor !== vendor);
    }
    const shown = findings.filter((one) => !one.hidden).length;
    filter.querySelector('output').textContent = shown + ' of ' + findings.length;
  };
  filter.hidden = false;
  filter.addEventListener('change', show);
  show();
}
for (const link of document.querySelectorAll('.cards a')) {
  link.addEventListener('click', () => {
    if (!filter) return;
    filter.elements.vendor.value = '';
    filter.dispatchEvent(new Event('change'));
  });
}
for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const command = button.parentElement.querySelector('pre');
    try {
      await navigator.clipboard.writeText(command.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(command);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}
`;
