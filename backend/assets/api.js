// Calls of the API. The access token is kept in memory only; the cookie by which it is renewed is out of reach of scripts.
let token;
/** Whether the cookie belongs to the session of the token: then it renews it. */
let isRenewable = false;

/** Sends JSON and returns the data of the answer; throws an Error with the server's words. */
export async function call(method, path, body) {
  let response = await send(method, path, body);
  // Access tokens are valid for 15 minutes.
  if (response.status === 401 && isRenewable && (await resume())) response = await send(method, path, body);
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (response.ok) return answer.data;
  const fields = (answer.errors ?? []).map((one) => `${one.path.replace(/^body\./, '')}: ${one.message}`);
  throw new Error([answer.detail, ...fields].join(' '));
}

/** Sends JSON and returns the whole response. */
export function send(method, path, body) {
  return fetch(`/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** Signs in with a password. As `web`, pages of this browser go on with the session; as `app`, it ends with this page. */
export async function signIn(values, client) {
  ({ accessToken: token } = await call('POST', '/auth/login', { ...values, client }));
  isRenewable = client === 'web';
}

/** Goes on with the session of the cookie. Returns whether there is one. */
export async function resume() {
  token = undefined;
  const response = await send('POST', '/auth/refresh', {});
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
