// The forms of the pages for setup, invitation, and device codes. What they need of the address is behind its hash sign, which no server sees.
import { call, signIn, signOut } from './api.js';

const secret = decodeURIComponent(location.hash.slice(1));
const status = document.querySelector('[role=status]');

/** Runs what a form does, and says how it went. */
function onSubmit(id, run) {
  const form = document.getElementById(id);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    status.textContent = '…';
    run(values, event.submitter?.value).then(
      (text) => (status.textContent = text),
      (error) => (status.textContent = error.message),
    );
  });
}

function show(id) {
  for (const form of document.querySelectorAll('form')) form.hidden = form.id !== id;
}

onSubmit('setup', async (values) => {
  await call('POST', '/auth/setup', { ...values, token: secret, client: 'web' });
  show('');
  return 'Your account is ready. You can close this page, or open Your days.';
});

onSubmit('invitation', async (values) => {
  await call('POST', '/auth/register', { ...values, invitation: secret });
  show('');
  return 'Your account is ready, and you are a member. You can close this page, or open Your days.';
});

onSubmit('signIn', async (values) => {
  await signIn(values, 'app');
  document.querySelector('#code input').value = secret;
  show('code');
  return '';
});

onSubmit('code', async ({ code }) => {
  const grant = await call('GET', `/auth/device/grant?code=${encodeURIComponent(code)}`);
  document.getElementById('client').textContent = grant.client;
  document.getElementById('scopes').textContent = grant.scopes.join(', ');
  document.querySelector('#decide input').value = code;
  show('decide');
  return '';
});

onSubmit('decide', async ({ code }, choice) => {
  await call('POST', '/auth/device/grant', { code, approve: choice === 'approve' });
  await signOut();
  show('');
  return choice === 'approve' ? 'Approved. Go back to the program.' : 'Denied.';
});
