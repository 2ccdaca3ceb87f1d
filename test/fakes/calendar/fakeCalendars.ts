import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server with one calendar: as a feed at `/secret.ics`, and by CalDAV (RFC 4791) for one user, whose password it checks. */
export interface FakeCalendars {
  /** Its address, with a slash at the end. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Method and path of each request so far. */
  readonly seen: string[];
  close(): void;
}

const [user, password] = ['ada', 'app-password'];
const home = '/calendars/ada/';

/** Starts the server on a free port of this machine. */
export async function startFakeCalendars(ics: string): Promise<FakeCalendars> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    seen.push(`${method} ${url}`);
    const multistatus = (...parts: readonly string[]) =>
      response
        .writeHead(207, { 'content-type': 'application/xml; charset=utf-8' })
        .end(`<d:multistatus xmlns:d="DAV:" ${namespaces}>${parts.join('')}</d:multistatus>`);
    void text(request).then((body) => {
      if (method === 'GET' && url === '/secret.ics')
        return response.writeHead(200, { 'content-type': 'text/calendar', etag: '"1"' }).end(ics);
      if (headers.authorization !== `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="calendars"' }).end();
      if (method === 'REPORT')
        return multistatus(entry(`${home}work/1.ics`, `<c:calendar-data>${escaped(ics)}</c:calendar-data>`));
      if (method === 'PROPFIND' && body.includes('getctag')) return multistatus(entry(url, '<s:getctag>1</s:getctag>'));
      if (method === 'PROPFIND' && url === home) return multistatus(...['work', 'home'].map(calendar));
      if (method === 'PROPFIND')
        return multistatus(entry(url, `<c:calendar-home-set><d:href>${home}</d:href></c:calendar-home-set>`));
      return response.writeHead(405).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, user, password, seen, close };
}

const namespaces = 'xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"';

function entry(href: string, properties: string): string {
  const status = '<d:status>HTTP/1.1 200 OK</d:status>';
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop>${status}</d:propstat></d:response>`;
}

function calendar(name: string): string {
  const type = '<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>';
  return entry(`${home}${name}/`, `${type}<d:displayname>${name}</d:displayname>`);
}

function escaped(xml: string): string {
  return xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
