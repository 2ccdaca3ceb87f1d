import assert from 'node:assert/strict';
import { webhookSecret } from '../../../../src/extension/features/webhooks/webhookSecret.ts';

describe('the secret of a webhook', () => {
  const kept = new Map<string, string>();
  const services = {
    context: {
      secrets: {
        get: async (key: string) => kept.get(key),
        store: async (key: string, value: string) => void kept.set(key, value),
        delete: async (key: string) => void kept.delete(key),
      } as never,
    },
  };
  const webhook = { id: 'w:1', url: 'https://example.com/hook', names: false, allowPrivate: false };

  it('signs for the address and the names that the user agreed to, and for no others', async () => {
    await webhookSecret.store(services, webhook, 'whsec_AAAA');
    assert.equal(await webhookSecret.read(services, webhook), 'whsec_AAAA');
    // As an import, or a syncing machine, may change the record.
    for (const change of [{ url: 'https://evil.example/hook' }, { names: true }, { allowPrivate: true }, { id: 'w:2' }])
      assert.equal(await webhookSecret.read(services, { ...webhook, ...change }), undefined);
    await webhookSecret.remove(services, webhook.id);
    assert.equal(await webhookSecret.read(services, webhook), undefined);
    for (const text of ['', 'null', '[]', 'whsec_AAAA', '{"secret":1}']) {
      kept.set('webhook.w:1', text);
      assert.equal(await webhookSecret.read(services, webhook), undefined, text);
    }
  });
});
