// Makes the page `/app` installable: keeps its shell (pages, scripts, styles), and nothing of anybody's data, for when the server can't be
// reached. Answers of the API are never kept.
const shell = 'daymark-shell';
const kept = /^\/app$|^\/app\/|^\/assets\//;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === 'GET' && origin === self.location.origin && kept.test(pathname))
    event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(shell);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const found = await cache.match(request);
    if (found) return found;
    throw error;
  }
}
