import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { FocusStatus, type SlackSecrets } from '../../../src/integrations/slack/focusStatus.ts';

/** Secrets in a file, which outlive the process. */
export function fileSecrets(file: string): SlackSecrets {
  const read = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {});
  const write = (secrets: object) => writeFileSync(file, JSON.stringify(secrets));
  return {
    get: async (key) => read()[key],
    store: async (key, value) => write({ ...read(), [key]: value }),
    delete: async (key) => write(Object.fromEntries(Object.entries(read()).filter(([name]) => name !== key))),
  };
}

/** As a program: sets the status for a focus session and stays, until it is killed. */
if (import.meta.main) {
  const [api = '', file = ''] = process.argv.slice(2);
  const status = new FocusStatus({ secrets: fileSecrets(file), now: () => Date.now(), api });
  await status.set({ text: 'Focusing', emoji: ':dart:' }, Date.now() + 25 * 60_000);
  process.send?.('set');
}
