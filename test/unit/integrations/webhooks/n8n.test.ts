import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectFolder } from '../../../../scripts/lib/folders.mjs';
import { newSecret, signedHeaders } from '../../../../src/integrations/webhooks/signing.ts';

type CodeNode = (
  this: { readonly helpers: object },
  input: object,
  require: NodeJS.Require,
) => Promise<readonly { readonly json: unknown }[]>;

/** The workflow of docs/webhooks.md, whose Code node runs here as n8n runs it. */
describe("the documented workflow for n8n checks Daymark's signature", () => {
  const { nodes } = JSON.parse(readFileSync(path.join(projectFolder, 'docs/examples/n8n.json'), 'utf8')) as {
    readonly nodes: readonly { readonly name: string; readonly parameters: { readonly jsCode?: string } }[];
  };
  const code = nodes.find(({ name }) => name === 'Check Signature')?.parameters.jsCode ?? '';
  const secret = newSecret();
  const body = JSON.stringify({ type: 'task.completed', data: { title: 'Grüße 🚀' } });
  const check = (received: string, at = Date.now()) => {
    const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
      ...text: string[]
    ) => CodeNode;
    const node = new AsyncFunction('$input', 'require', code.replace('whsec_…', secret));
    const headers = signedHeaders(secret, { id: 'e1', at, body });
    const helpers = { getBinaryDataBuffer: async () => Buffer.from(received) };
    return node.call({ helpers }, { first: () => ({ json: { headers } }) }, createRequire(import.meta.url));
  };

  it('takes a message as it was sent', async () => {
    assert.deepEqual(await check(body), [{ json: JSON.parse(body) }]);
  });

  it('refuses a changed message, and an old one', async () => {
    await assert.rejects(check(body.replace('task', 'plan')), /not from Daymark/);
    await assert.rejects(check(body, Date.now() - 600_000), /too old/);
  });
});
