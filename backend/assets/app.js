// The page on which people open their own history: it fetches the sealed segments for the worker, which decrypts them, and then gives the
// page to the dashboard of VS Code, whose questions the worker answers. The key and all that it opens stay in this tab's memory.
import { keepFollowing, read } from './api.js';
import { startPage } from './session.js';
import { at, element, on, say, valuesOf } from './ui.js';

const worker = new Worker('/app/worker.js');
/** Set while the history is being opened. */
let opening;
let stream = new AbortController();

if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/app/serviceWorker.js', { scope: '/app' });
startPage(() => at('key').focus());

on('unlock', 'submit', async () => {
  const { key } = valuesOf('unlock');
  const response = await fetch('/app/sql-wasm.wasm');
  const wasm = await response.arrayBuffer();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  at('progress').hidden = false;
  const done = new Promise((resolve, reject) => (opening = { resolve, reject }));
  worker.postMessage({ open: { key, wasm, timeZone } }, [wasm]);
  try {
    await done;
  } finally {
    at('progress').hidden = true;
  }
  at('unlock').reset();
  await showDashboard();
});

worker.addEventListener('message', ({ data }) => {
  if ('ask' in data) void answer(data);
  else if ('progress' in data) showProgress(data.progress);
  else if ('opened' in data) opening.resolve();
  else if ('failed' in data) opening.reject(new Error(data.failed));
  // The rest are answers to the dashboard.
  else window.postMessage(data, location.origin);
});
worker.addEventListener('error', () =>
  opening?.reject(new Error('This browser could not start the decryption. Reload the page.')),
);

async function answer({ ask, wanted }) {
  try {
    worker.postMessage({ answer: ask, value: await request(wanted) });
  } catch (error) {
    worker.postMessage({ answer: ask, error: error.message });
  }
}

/** Waits as long as the server asks, since a long history takes many requests. */
async function request(wanted) {
  const { what, after, proof } = wanted;
  const path = what === 'recovery' ? '/sync/recovery' : `/sync/${what}?after=${after}`;
  try {
    return await read(path, proof === undefined ? {} : { 'recovery-proof': proof });
  } catch (error) {
    if (error.waitSeconds === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, error.waitSeconds * 1000));
    return request(wanted);
  }
}

function showProgress({ facts }) {
  say(`${facts.toLocaleString('en')} facts opened.`);
}

/** Gives the page to the dashboard. It speaks with the worker as it does with VS Code. */
async function showDashboard() {
  const shell = element('div', { class: 'shell' }, element('a', { href: '/days' }, 'Back to the server'));
  const lock = element('button', { type: 'button' }, 'Lock');
  lock.addEventListener('click', () => location.reload());
  shell.append(lock);
  followTheme();
  const styles = ['/app/theme.css', '/app/webview.css'].map(loadStyle);
  await Promise.all(styles);
  at('pageStyle').remove();
  let state;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => ('id' in message ? worker.postMessage(message) : undefined),
    getState: () => state,
    setState: (next) => (state = next),
  });
  const root = element('div', { id: 'root' });
  document.body.replaceChildren(shell, root);
  // A page of another site must not take the place of the history, which would be gone.
  root.addEventListener('click', ({ target }) => {
    const link = target.closest('a[href^="http"]');
    if (link) Object.assign(link, { target: '_blank', rel: 'noreferrer' });
  });
  const view = '/app/webview.js';
  await import(view);
  keepUp();
  document.addEventListener('visibilitychange', keepUp);
  // The UI toolkit takes the theme's colors when the page has loaded, which was before.
  window.dispatchEvent(new Event('load'));
}

/** Follows what devices sync while the page is visible. */
function keepUp() {
  stream.abort();
  stream = new AbortController();
  // It begins with news, so that what was synced meanwhile is taken in.
  if (!document.hidden) void keepFollowing('/sync/events', () => worker.postMessage({ look: true }), stream.signal);
}

function loadStyle(href) {
  const link = element('link', { rel: 'stylesheet', href });
  return new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => reject(new Error('The dashboard could not be loaded. Reload the page.')));
    document.head.append(link);
  });
}

/** Tells the dashboard which theme the browser asks for, as VS Code does. */
function followTheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const kind = dark.matches ? 'vscode-dark' : 'vscode-light';
    document.body.classList.remove('vscode-dark', 'vscode-light');
    document.body.classList.add(kind);
    document.body.dataset.vscodeThemeKind = kind;
  };
  show();
  dark.addEventListener('change', show);
}
