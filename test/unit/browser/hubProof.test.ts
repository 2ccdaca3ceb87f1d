import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { deliver, HubError } from '../../../browser/src/hubClient.ts';
import type { EndedVisit } from '../../../browser/src/visits.ts';
import { StartedHub } from '../hub/startedHub.ts';

const visit: EndedVisit = {
  id: 'v1',
  start: Date.now() - 60_000,
  end: Date.now() - 30_000,
  host: 'secret.example',
  category: 'other',
  kind: 'browsing',
};

describe('a program that answers in place of the hub', () => {
  let hub: StartedHub;
  let token: string;
  beforeEach(async () => {
    hub = await new StartedHub().start();
    token = hub.token('browser');
  });
  afterEach(() => hub.stop());

  /** Delivers to a server of its own. @returns everything that the server received, and why the delivery failed */
  async function deliverTo(
    answer: (request: IncomingMessage, body: string) => Promise<{ status: number; body: string }>,
  ): Promise<{ received: string; error: unknown }> {
    let received = '';
    const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = await text(request);
      received += `${request.url} ${JSON.stringify(request.headers)} ${body}\n`;
      const { status, body: answered } = await answer(request, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(answered);
    };
    const server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await deliver({ url, token }, 'install', [visit]).catch((reason: unknown) => reason);
    server.close();
    server.closeAllConnections();
    return { received, error };
  }

  const forged = {
    'says yes': { status: 200, body: JSON.stringify({ answers: [{ id: 'v1', status: 'recorded' }] }) },
    'makes a proof up': { status: 200, body: JSON.stringify({ proof: '0'.repeat(64) }) },
    'proves with nothing': { status: 200, body: JSON.stringify({ proof: '' }) },
    'answers with a page': { status: 200, body: '<html>' },
    'knows no such token': { status: 404, body: '{}' },
    fails: { status: 500, body: '{}' },
  };
  for (const [what, answer] of Object.entries(forged))
    it(`and ${what} gets neither the token nor a visit`, async () => {
      const { received, error } = await deliverTo(async () => answer);
      assert.ok(error instanceof HubError);
      assert.match(received, /\/proof/);
      assert.ok(!received.includes(token) && !received.includes('secret.example'), received);
    });

  it('and passes the question on to the real hub on another port gets nothing either', async () => {
    const { received, error } = await deliverTo(async (request, body) => {
      const answer = await fetch(hub.hub.url + request.url, { method: 'POST', body });
      return { status: answer.status, body: await answer.text() };
    });
    assert.match(String(error), /isn't the one/);
    assert.ok(!received.includes(token));
  });

  it('is not the hub: that one gets the visit, and is refused once its token is revoked', async () => {
    const connection = { url: hub.hub.url, token };
    assert.deepEqual([...(await deliver(connection, 'install', [visit]))], ['v1']);
    assert.equal(hub.spans.size, 1);
    for (const { id } of hub.tokens.list()) hub.tokens.revoke(id);
    await assert.rejects(deliver(connection, 'install', [visit]), { reason: 'refused' });
  });
});
