// The sign-in form and the button that ends the session, on every page that needs one.
import { call, hasPasskeys, resume, signIn, signInByPasskey, signOut } from './api.js';
import { at, attempt, fillOptions, on, say, valuesOf } from './ui.js';

/**
 * Shows the page to whoever is signed in, else the form.
 * @param open fills the page; it gets the account
 */
export function startPage(open) {
  const show = async () => {
    const me = await call('GET', '/users/me');
    at('signIn').hidden = true;
    at('content').hidden = false;
    at('signOut').hidden = false;
    at('adminLink').hidden = !me.isOperator;
    await open(me);
  };
  on('signIn', 'submit', async () => {
    await signIn(valuesOf('signIn'), 'web');
    await show();
  });
  at('usePasskey').hidden = !hasPasskeys;
  on('usePasskey', 'click', async () => {
    await signInByPasskey();
    await show();
  });
  at('useGithub').hidden = !('github' in document.body.dataset);
  on('useGithub', 'click', async () => location.assign((await call('POST', '/auth/github/sign-in')).url));
  on('signOut', 'click', async () => {
    await signOut();
    closePage('You are signed out.');
  });
  void attempt(async () => {
    const isSignedIn = await resume().catch((error) => {
      closePage('');
      throw error;
    });
    if (isSignedIn) await show();
    else closePage('');
  });
}

/** Hides what the page shows, and offers to sign in. */
export function closePage(text) {
  at('content').hidden = true;
  at('signOut').hidden = true;
  at('adminLink').hidden = true;
  at('signIn').hidden = false;
  at('signIn').reset();
  say(text);
  at('email').focus();
}

/** Fills the select `organization`, the personal one first, under a name of its own. */
export function fillOrganizations({ organizations }, personal) {
  const sorted = organizations.toSorted((a, b) => Number(b.isPersonal) - Number(a.isPersonal));
  fillOptions(
    'organization',
    sorted.map(({ id, name, isPersonal }) => [id, isPersonal ? personal : name]),
  );
  return sorted;
}
