// The forms of the pages for setup, invitation, and device codes. What they need of the address is behind its hash sign, which no server sees.
const api = '/api/v1';
const secret = decodeURIComponent(location.hash.slice(1));
/** The access token, once somebody has signed in. */
let token;
const status = document.querySelector('[role=status]');

/** Sends JSON and returns the data of the answer; throws an Error with the server's words. */
async function call(method, path, body) {
  const response = await fetch(api + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (response.ok) return answer.data;
  const fields = (answer.errors ?? []).map((one) => `${one.path.replace(/^body\./, '')}: ${one.message}`);
  throw new Error([answer.detail, ...fields].join(' '));
}

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
  return 'The account is made. You can close this page.';
});

onSubmit('invitation', async (values) => {
  await call('POST', '/auth/register', { ...values, invitation: secret });
  show('');
  return 'The account is made, and you are a member. You can close this page.';
});

onSubmit('signIn', async (values) => {
  ({ accessToken: token } = await call('POST', '/auth/login', { ...values, client: 'web' }));
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
  await call('POST', '/auth/logout');
  show('');
  return choice === 'approve' ? 'Approved. Go back to the program.' : 'Denied.';
});
