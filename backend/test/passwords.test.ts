import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Passwords } from '../src/accounts/passwords.ts';
import { readConfig } from '../src/config.ts';
import { password } from './harness/client.ts';

describe('passwords', () => {
  it('are hashed at the cost that the documentation states, except in tests', async () => {
    const { passwordCost } = readConfig({ DATABASE_URL: 'postgres://localhost/daymark' });
    const passwords = new Passwords(passwordCost);
    const made = await passwords.hash(password);
    assert.match(made, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const { memoryKib, passes } = passwordCost;
    const docs = readFileSync(new URL('../../docs/backend.md', import.meta.url), 'utf8');
    assert.ok(docs.includes(`argon2id (${memoryKib / 1024} MiB of memory, ${passes} passes)`));
    assert.ok(await passwords.check(made, password));
    assert.ok(!(await passwords.check(made, `${password}r`)));
  });
});
