// The page "Settings": what belongs to the account.
import { call, download, hasPasskeys, saveFile } from './api.js';
import { showHooks } from './hooks.js';
import { closePage, startPage } from './session.js';
import { at, button, element, line, on, say, shownTime, valuesOf } from './ui.js';

/** A browser as people call it, from what it sends. */
function browserOf(label) {
  const [, name] = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(label) ?? [];
  const [, system] = /(Windows|Mac OS X|Android|iPhone|Linux)/.exec(label) ?? [];
  const names = { Edg: 'Edge', OPR: 'Opera' };
  return name && system ? `${names[name] ?? name} on ${system.replace(' OS X', '')}` : label;
}

/** Says whether the server is well. Its answer needs no sign-in, and tells nothing else. */
async function showHealth() {
  const { database } = await fetch('/health')
    .then((response) => response.json())
    .catch(() => ({}));
  const states = {
    ok: ['good', 'The server answers, and reaches its database.'],
    unreachable: ['bad', "The server answers, but can't reach its database."],
  };
  const [state, words] = states[database] ?? ['bad', "The server can't be reached."];
  at('health').dataset.state = state;
  at('health').textContent = words;
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !at('content').hidden) void showHealth();
});

async function showSessions() {
  const sessions = await call('GET', '/auth/sessions');
  at('sessions').replaceChildren(
    ...sessions.map(({ id, label, lastUsedAt, isCurrent }) =>
      line(
        browserOf(label),
        isCurrent ? 'This session' : `Last used ${shownTime(lastUsedAt)}`,
        ...(isCurrent
          ? []
          : [button('End Session', () => end(`/auth/sessions/${id}`, showSessions, 'The session has ended.'))]),
      ),
    ),
  );
}

async function showDevices() {
  const devices = (await call('GET', '/sync/devices')).filter(({ status }) => status !== 'revoked');
  at('noDevices').hidden = devices.length > 0;
  at('devices').replaceChildren(
    ...devices.map(({ name, status }) => line(name, status === 'pending' ? 'Waiting to be admitted' : 'Active')),
  );
}

function showSecret({ secret }) {
  at('secret').textContent = secret;
  at('newKey').hidden = false;
}

function regenerateButton({ id, name }) {
  return button('Regenerate', async () => {
    if (!window.confirm(`Give ${name} a new secret? The old one stops working at once.`)) return;
    showSecret(await call('POST', `/auth/keys/${id}/rotate`));
  });
}

async function showKeys() {
  const keys = await call('GET', '/auth/keys');
  at('keys').replaceChildren(
    ...keys.map((key) => {
      const { id, name, scopes, expiresAt } = key;
      const lasts = expiresAt ? `expires ${shownTime(expiresAt)}` : 'never expires';
      const revoke = button('Revoke', async () => {
        at('newKey').hidden = true;
        await end(`/auth/keys/${id}`, showKeys, 'The key is revoked.');
      });
      return line(name, `${scopes.join(', ')} · ${lasts}`, regenerateButton(key), revoke);
    }),
  );
}

async function showPasskeys() {
  at('passkeysPart').hidden = !hasPasskeys;
  const passkeys = await call('GET', '/auth/passkeys');
  at('passkeys').replaceChildren(
    ...passkeys.map(({ id, name, lastUsedAt }) =>
      line(
        name,
        lastUsedAt ? `Last used ${shownTime(lastUsedAt)}` : 'Not used yet',
        button('Remove', () =>
          end(`/auth/passkeys/${encodeURIComponent(id)}`, showPasskeys, 'The passkey is removed.'),
        ),
      ),
    ),
  );
}

on('passkeyForm', 'submit', async () => {
  const { name, password } = valuesOf('passkeyForm');
  const { options } = await call('POST', '/auth/passkeys/begin', { password });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = (await navigator.credentials.create({ publicKey })).toJSON();
  await call('POST', '/auth/passkeys', { name, credential });
  at('passkeyForm').reset();
  await showPasskeys();
  say('You can sign in with this passkey from now on.');
});

async function showGithub() {
  const { isOffered, login } = await call('GET', '/auth/github');
  at('githubPart').hidden = !isOffered && login === null;
  at('githubState').textContent = login
    ? `Connected as ${login}. You can sign in with GitHub.`
    : 'Connect your account at GitHub to sign in with it. Daymark gets to know who you are there, and no more.';
  at('githubForm').hidden = login !== null;
  at('disconnectGithub').hidden = login === null;
}

on('githubForm', 'submit', async () => {
  location.assign((await call('POST', '/auth/github/connect', valuesOf('githubForm'))).url);
});
on('disconnectGithub', 'click', () => end('/auth/github', showGithub, 'GitHub is disconnected.'));

async function end(path, showAgain, words) {
  await call('DELETE', path);
  await showAgain();
  say(words);
}

async function showTotp() {
  const { isOn, recoveryCodes } = await call('GET', '/auth/totp');
  at('totpState').textContent = isOn
    ? `On. You sign in with your password and a code from your authenticator app. You have ${recoveryCodes} recovery ${recoveryCodes === 1 ? 'code' : 'codes'} left.`
    : 'Off. When it is on, a stolen password isn’t enough to sign in: a code from an authenticator app is needed too.';
  at('totpBegin').hidden = isOn;
  at('totpConfirm').hidden = true;
  at('totpOff').hidden = !isOn;
}

on('totpBegin', 'submit', async () => {
  const { secret, uri } = await call('POST', '/auth/totp', valuesOf('totpBegin'));
  at('totpBegin').reset();
  at('totpBegin').hidden = true;
  at('totpSecret').textContent = secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
  at('totpLink').href = uri;
  at('totpConfirm').hidden = false;
  at('newCode').focus();
});
on('totpConfirm', 'submit', async () => {
  const { recoveryCodes } = await call('POST', '/auth/totp/confirm', valuesOf('totpConfirm'));
  at('totpConfirm').reset();
  at('codes').replaceChildren(...recoveryCodes.map((code) => element('li', {}, element('code', {}, code))));
  at('totpCodes').hidden = false;
  await Promise.all([showTotp(), showSessions()]);
});
on('totpRemove', 'submit', async () => {
  await call('POST', '/auth/totp/remove', valuesOf('totpRemove'));
  at('totpRemove').reset();
  at('totpCodes').hidden = true;
  await showTotp();
  say('Two-factor authentication is off.');
});
on('sendLink', 'click', async () => {
  await call('POST', '/auth/email/send');
  say('A link is on its way to your email address.');
});

function showNight({ timeZone }) {
  at('night').textContent = timeZone ? `On: prepared at 3 AM, ${timeZone} time.` : 'Off.';
  at('nightly').textContent = timeZone ? 'Turn Off' : 'Turn On';
}

on('nightly', 'click', async () => {
  const { timeZone } = await call('GET', '/users/me');
  const wanted = timeZone ? null : Intl.DateTimeFormat().resolvedOptions().timeZone;
  await call('PATCH', '/users/me', { timeZone: wanted });
  showNight({ timeZone: wanted });
});
function showModel({ offersModel, modelAgreedAt }) {
  at('modelPart').hidden = !offersModel;
  at('modelState').textContent = modelAgreedAt ? `On since ${shownTime(modelAgreedAt)}.` : 'Off. Nothing is sent.';
  at('agree').textContent = modelAgreedAt ? 'Turn Claude Off' : 'Turn Claude On';
}

on('agree', 'click', async () => {
  const { modelAgreedAt } = await call('GET', '/users/me');
  await call('PATCH', '/users/me', { usesModel: !modelAgreedAt });
  showModel(await call('GET', '/users/me'));
});
on('preview', 'toggle', async () => {
  if (at('preview').open) at('payload').textContent = (await call('GET', '/model/preview')).payload;
});
on('nameForm', 'submit', async () => {
  await call('PATCH', '/users/me', valuesOf('nameForm'));
  say('Saved.');
});
on('passwordForm', 'submit', async () => {
  await call('PUT', '/auth/password', valuesOf('passwordForm'));
  at('passwordForm').reset();
  await showSessions();
  say('Your password is changed. You are signed out everywhere else.');
});
on('keyForm', 'submit', async () => {
  const { name, scope, days } = valuesOf('keyForm');
  const made = await call('POST', '/auth/keys', { name, scopes: [scope], days: Number(days) });
  at('keyForm').reset();
  showSecret(made);
  await showKeys();
});
on('download', 'click', async () => {
  await download('/users/me/export', 'daymark-export.json');
  say('Downloaded.');
});
on('delete', 'submit', async () => {
  const proof = await call('POST', '/users/me/delete', valuesOf('delete'));
  at('delete').reset();
  const rows = Object.values(proof.deleted).reduce((sum, count) => sum + count, 0);
  closePage(`Your account is deleted, with everything that you shared: ${rows} rows, of which none is left.`);
  // For the person to keep.
  saveFile(new Blob([JSON.stringify(proof, null, 2)]), 'daymark-deletion.json');
});

startPage(async (me) => {
  at('address').textContent = me.email;
  at('name').value = me.name;
  showNight(me);
  showModel(me);
  // Without mail, no address can be verified.
  at('unverified').hidden = me.isEmailVerified || !('mail' in document.body.dataset);
  const own = me.organizations.find(({ isPersonal }) => isPersonal);
  const reach = 'Only you see it. A team has its own webhooks, on its page.';
  await Promise.all([
    showHealth(),
    showSessions(),
    showDevices(),
    showKeys(),
    showTotp(),
    showPasskeys(),
    showGithub(),
    showHooks(own.id, reach),
  ]);
});
