// The part "GitHub webhooks" of the pages Settings and Team.
import { call } from './api.js';
import { at, button, line, on, say, shownTime, valuesOf } from './ui.js';

let path;

function showSecret({ url, secret }) {
  at('hookUrl').textContent = url;
  at('hookSecret').textContent = secret;
  at('newHook').hidden = false;
}

function rotateButton({ id, name }) {
  return button('New Secret', async () => {
    if (!window.confirm(`Give ${name} a new secret? The old one stops working at once.`)) return;
    showSecret(await call('POST', `${path}/${id}/rotate`));
  });
}

function revokeButton({ id, name }) {
  return button('Revoke', async () => {
    await call('DELETE', `${path}/${id}`);
    await list();
    say(`${name} is revoked. Delete it at GitHub, too.`);
  });
}

async function list() {
  const hooks = await call('GET', path);
  at('hooks').replaceChildren(
    ...hooks.map((hook) => {
      const { name, lastDeliveryAt, accepted, ignored } = hook;
      const last = lastDeliveryAt
        ? `${accepted} events, ${ignored} others · last ${shownTime(lastDeliveryAt)}`
        : 'Nothing delivered yet';
      return line(name, last, rotateButton(hook), revokeButton(hook));
    }),
  );
}

/** Shows the webhooks of an organization. @param reach who sees what they deliver */
export async function showHooks(organization, reach) {
  path = `/organizations/${organization}/hooks`;
  at('newHook').hidden = true;
  at('hooksReach').textContent = reach;
  await list();
  at('hooksPart').hidden = false;
}

on('hookForm', 'submit', async () => {
  const made = await call('POST', path, valuesOf('hookForm'));
  at('hookForm').reset();
  await list();
  showSecret(made);
});
