// Calls of the API. The access token is kept in memory only; the cookie by which it is renewed is out of reach of scripts.
let token;
/** Whether the cookie belongs to the session of the token: then it renews it. */
let isRenewable = false;
/** The pause before a stream that ended is opened again, in ms. */
const pauseMs = 5000;

/**
 * Sends JSON and returns the data of the answer; throws an Error with the server's words, and with `waitSeconds` where the server asks to wait.
 */
export function call(method, path, body) {
  return exchange({ method, path, body });
}

/** Reads with headers of its own; otherwise like `call`. */
export function read(path, headers) {
  return exchange({ method: 'GET', path, headers });
}

/** Reads a file and has the browser save it under a name. */
export async function download(path, name) {
  const response = await fetchRenewed({ method: 'GET', path });
  if (!response.ok) throw await problemOf(response);
  saveFile(await response.blob(), name);
}

/** Reads a stream of events until it ends or is aborted. @param news called when it begins, and after each part that has events */
async function follow(path, news, signal) {
  const response = await fetchRenewed({ method: 'GET', path, signal });
  if (!response.ok) throw await problemOf(response);
  let rest = '';
  for (const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    if (parts.some((part) => /^event: /m.test(part))) news();
  }
}

/** Reads a stream again and again, since it ends with its token, until it is aborted. @param news see `follow` */
export async function keepFollowing(path, news, signal) {
  while (!signal.aborted) {
    await follow(path, news, signal).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Has the browser save a file. */
export function saveFile(blob, name) {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  Object.assign(link, { href, download: name });
  link.click();
  URL.revokeObjectURL(href);
}

async function exchange(request) {
  const response = await fetchRenewed(request);
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return text ? JSON.parse(text).data : undefined;
}

async function fetchRenewed(request) {
  const response = await fetchOf(request);
  // Access tokens are valid for 15 minutes.
  return response.status === 401 && isRenewable && (await resume()) ? fetchOf(request) : response;
}

/** What the server says is wrong. */
async function problemOf(response) {
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  const fields = (answer.errors ?? []).map((one) => `${one.path.replace(/^body\./, '')}: ${one.message}`);
  const isCode = (answer.errors ?? []).some(({ path }) => path === 'body.code');
  if (response.status === 401 && isCode) showCodeField();
  const error = new Error(response.status === 401 ? answer.detail : [answer.detail, ...fields].join(' '));
  if (response.headers.has('retry-after')) error.waitSeconds = Number(response.headers.get('retry-after'));
  return error;
}

/** Shows the field for a code in the form to sign in. */
function showCodeField() {
  document.getElementById('codeField').hidden = false;
  const field = document.getElementById('totpCode');
  field.disabled = false;
  field.required = true;
  field.focus();
}

async function fetchOf({ method, path, body, headers, signal }) {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    throw new Error("The server can't be reached. Check your connection, then try again.", { cause });
  }
}

/** Signs in with a password. As `web`, pages of this browser go on with the session; as `app`, it ends with this page. */
export async function signIn(values, client) {
  ({ accessToken: token } = await call('POST', '/auth/login', { ...values, client }));
  isRenewable = client === 'web';
}

/** Whether this browser can use passkeys here: they need a host name. */
export const hasPasskeys =
  typeof PublicKeyCredential !== 'undefined' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/** Signs in with a passkey that the person picks. */
export async function signInByPasskey() {
  const { options } = await call('POST', '/auth/passkeys/sign-in/begin');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = (await navigator.credentials.get({ publicKey })).toJSON();
  ({ accessToken: token } = await call('POST', '/auth/passkeys/sign-in', { credential, client: 'web' }));
  isRenewable = true;
}

/** Goes on with the session of the cookie. Returns whether there is one. */
export async function resume() {
  token = undefined;
  const response = await fetchOf({ method: 'POST', path: '/auth/refresh', body: {} });
  isRenewable = response.ok;
  if (response.ok) token = (await response.json()).data.accessToken;
  return response.ok;
}

/** Ends the session. */
export async function signOut() {
  await call('POST', '/auth/logout');
  token = undefined;
  isRenewable = false;
}
