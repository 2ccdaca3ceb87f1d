// The forms of the pages for setup, invitations, device codes, and links by mail. What they need of the address is behind its hash sign, which no server sees.
import { call, signIn, signOut } from './api.js';

/** What a program may do, as in "wants to …". */
const scopeWords = {
  share: 'share days',
  read: 'read what you shared',
  sync: 'sync a device',
  manage: 'manage organizations',
};

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

/** Shows this form alone. */
function show(id) {
  for (const form of document.querySelectorAll('form')) form.hidden = form.id !== id;
  for (const other of document.querySelectorAll('details')) other.hidden = true;
}

onSubmit('setup', async (values) => {
  await call('POST', '/auth/setup', { ...values, token: secret, client: 'web' });
  show('');
  return 'Your account is ready. Open “Your days” above, or close this page.';
});

onSubmit('register', async (values) => {
  await call('POST', '/auth/register', values);
  show('');
  return 'Your account is ready. You can sign in now.';
});

onSubmit('forgot', async (values) => {
  await call('POST', '/auth/password/forgot', values);
  show('');
  return 'If there is an account for this address, a link is on its way. It is valid for an hour.';
});

onSubmit('reset', async (values) => {
  await call('POST', '/auth/password/reset', { ...values, token: secret });
  show('');
  return 'Your password is set. You can sign in with it now.';
});

onSubmit('verify', async () => {
  await call('POST', '/auth/email/verify', { token: secret });
  show('');
  return 'Your email address is verified.';
});

onSubmit('github', async () => {
  const { code, state, error } = Object.fromEntries(new URLSearchParams(location.search));
  history.replaceState(null, '', location.pathname);
  show('');
  if (!code || !state)
    throw new Error(error === 'access_denied' ? 'You did not allow it at GitHub.' : 'Begin on another page.');
  const { tokens } = await call('POST', '/auth/github/finish', { code, state, client: 'web' });
  return tokens ? 'You are signed in. Open “Your days” above.' : 'GitHub is connected. Open “Settings” above.';
});

onSubmit('invitation', async (values) => {
  await call('POST', '/auth/register', { ...values, invitation: secret });
  show('');
  return 'Your account is ready, and you are a member. Open “Team” above to sign in.';
});

onSubmit('accept', async (values) => {
  await signIn(values, 'web');
  await call('POST', '/invitations/accept', { invitation: secret });
  show('');
  return 'You are a member now. Open “Team” above.';
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
  document.getElementById('scopes').textContent = grant.scopes.map((scope) => scopeWords[scope] ?? scope).join(', ');
  document.querySelector('#decide input').value = code;
  show('decide');
  return '';
});

onSubmit('decide', async ({ code }, choice) => {
  await call('POST', '/auth/device/grant', { code, approve: choice === 'approve' });
  await signOut();
  show('');
  return choice === 'approve' ? 'Approved. You can go back to the program.' : 'Denied.';
});
