import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSecretFile, withoutSecrets } from '../../../../src/core/base/secrets.ts';

describe('files that hold secrets by their name', () => {
  for (const path of [
    '.env',
    'a/.env.local',
    'config/prod.env',
    'certs/server.PEM',
    'id_ed25519',
    'home/.ssh/config',
    '.npmrc',
    'infra/terraform.tfstate.backup',
    'prod.tfvars',
    'credentials.json',
    'service-account-prod.json',
    'config/app.secrets.yaml',
    '.aws/config',
    'android/release.keystore',
  ])
    it(`are told: ${path}`, () => assert.ok(isSecretFile(path)));

  for (const path of [
    'src/env.ts',
    '../../../../src/core/base/secrets.ts',
    'docs/credentials.md',
    'keys.ts',
    'environment.json',
    'monkey.ts',
  ])
    it(`and others are not: ${path}`, () => assert.ok(!isSecretFile(path)));
});

describe('secrets in a text', () => {
  const hidden = 'Zx9QpLm27TkVb4WnRs81';
  const cases: Record<string, string> = {
    'a private key': `+-----BEGIN RSA PRIVATE KEY-----\n+${hidden}\n+-----END RSA PRIVATE KEY-----`,
    'a private key that is cut': `+-----BEGIN PRIVATE KEY-----\n+${hidden}\n+more`,
    'a key of AWS': '+const id = "AKIAIOSFODNN7EXAMPLE"',
    'a token of GitHub': `+token ghp_${hidden}${hidden}`,
    'a fine-grained token of GitHub': `+x github_pat_${hidden}${hidden}`,
    'a key of Anthropic': `+x sk-ant-api03-${hidden}`,
    'a token of Slack': `+x xoxb-123456789012-${hidden}`,
    'a JSON web token': `+x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${hidden}`,
    'a password in a URL': `+postgres://shop:${hidden}@db.example/shop`,
    'a quoted password': `+  password: '${hidden}',`,
    'a quoted key in JSON': `+  "apiKey": "${hidden}",`,
    'a value in a properties file': `+DB_PASSWORD=${hidden}`,
  };
  for (const [name, text] of Object.entries(cases))
    it(`are removed: ${name}`, () => {
      const { text: clean, removed } = withoutSecrets(text);
      assert.ok(removed > 0 && clean.includes('[secret removed]'), clean);
      assert.ok(!clean.includes(hidden) && !clean.includes('AKIAIOSFODNN7EXAMPLE'), clean);
    });

  for (const text of [
    '+const password = readPassword();',
    '+  token: string;',
    '+  apiKey: "${API_KEY}",',
    '+  secret: "Enter the secret of your app here",',
    '+see https://example.com/a:b/c',
    '+const authors = ["Ada"];',
  ])
    it(`and code that only speaks of them stays: ${text}`, () =>
      assert.deepEqual(withoutSecrets(text), { text, removed: 0 }));

  it('take no time that grows with the square of the text', () => {
    const begun = performance.now();
    for (const piece of ['password=', '-----BEGIN PRIVATE KEY-----', '://a:', 'eyJ', 'secret: "'])
      withoutSecrets(piece.repeat(20_000));
    withoutSecrets(`token=${'a'.repeat(20)}${' '.repeat(100_000)}x`);
    // Many beginnings in one long word.
    withoutSecrets('-eyJ'.repeat(100_000));
    assert.ok(performance.now() - begun < 8000, `${performance.now() - begun} ms`);
  });

  it('are gone the second time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const once = withoutSecrets(text).text;
        assert.equal(withoutSecrets(once).text, once);
      }),
      { numRuns: 200 },
    );
  });
});
