// A scripted agent. Its standard input is the task, of which each line is an order; its output is that of Claude Code if it was given
// `--output-format stream-json`.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const isStream = process.argv.includes('stream-json');
const session = 'a1b2c3d4-0000-4000-8000-000000000001';
/** @param {Record<string, unknown>} line */
const say = (line) => console.log(isStream ? JSON.stringify(line) : (line.text ?? line.type));
let calls = 0;
let denials = 0;

/** @param {string} file */
const waitFor = async (file) => {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10));
};
const hang = () => new Promise((resolve) => setTimeout(resolve, 2 ** 30));
/** @type {Record<string, (words: string[]) => unknown>} */
const orders = {
  /** Writes a file. */
  write: ([file = '', content = 'written']) => writeFileSync(file, `${content}\n`),
  note: ([file = '', content]) => appendFileSync(file, `${content}\n`),
  /** Makes a call of a model. */
  call: ([output = '10']) => {
    calls += 1;
    const usage = { input_tokens: 1000, output_tokens: Number(output) };
    const message = {
      id: `msg_${calls}`,
      model: 'claude-sonnet-4-5',
      content: [{ type: 'text', text: `Answer ${calls}.` }],
      usage,
    };
    say({ type: 'assistant', session_id: session, parent_tool_use_id: null, message, text: `Answer ${calls}.` });
  },
  deny: () => void (denials += 1),
  /** Leaves a process behind that has left the group, and says its number in a file. */
  leave: ([file = '', ...rest]) => {
    const ignores = rest.includes('stubborn') ? "process.on('SIGTERM', () => {});" : '';
    const script = `${ignores} require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const stdio = rest.includes('quiet') ? 'ignore' : 'inherit';
    spawn(process.execPath, ['-e', script], { detached: true, stdio }).unref();
    return waitFor(file);
  },
  environment: ([name = '']) => say({ type: 'text', text: `${name}=${process.env[name] ?? ''}` }),
  raw: (words) => console.log(JSON.parse(words.join(' '))),
  hang,
  fail: ([code = '3']) => process.exit(Number(code)),
};

for (const line of (await text(process.stdin)).split('\n')) {
  const [name = '', ...words] = line.trim().split(' ');
  if (Object.hasOwn(orders, name)) await orders[name]?.(words);
}
if (isStream) {
  const permission_denials = Array.from({ length: denials }, () => ({ tool_name: 'Bash' }));
  say({
    type: 'result',
    subtype: 'success',
    is_error: false,
    num_turns: calls,
    session_id: session,
    permission_denials,
  });
}
