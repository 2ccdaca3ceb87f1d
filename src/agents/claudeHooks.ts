/**
 * Hooks of Claude Code that note what a session does: commands in its `settings.json`, which it runs at certain events (tried with version
 * 2.1.332). Each is known by a mark, so others' hooks are never touched.
 */
const events = {
  UserPromptSubmit: 'working',
  PermissionRequest: 'waiting',
  PostToolUse: 'working',
  Stop: 'done',
  StopFailure: 'failed',
  SessionEnd: 'ended',
} as const;

export const claudeHookEvents = Object.keys(events);

/** A comment at the end of each command, by which it is known. */
const mark = '# daymark-claude-hook';

/**
 * The command of a hook. Of what Claude Code hands to it, such as the prompt, it takes the session's id, and leaves the state in a file of that
 * name. All of it is in the settings: a script in the data folder could be replaced by whoever can write there. It ends well whatever
 * happens, since Claude Code takes some exit codes for a veto.
 * @param folder for the notes; the command does nothing if it is gone
 */
export function claudeHookCommand(folder: string, state: string): string {
  const quoted = `'${folder.replaceAll("'", String.raw`'\''`)}'`;
  const note = state === 'ended' ? 'rm -f "$id"' : `echo ${state} >"$id.$$" && mv -f "$id.$$" "$id"`;
  return [
    'set -C; umask 077',
    `id=$(grep -o '"session_id" *: *"[0-9A-Za-z-]*"' | head -n 1 | cut -d '"' -f 4)`,
    `{ cd ${quoted} && [ -n "$id" ] && ${note}; } 2>/dev/null`,
    `exit 0 ${mark}`,
  ].join('; ');
}

type Fields = Record<string, unknown>;

/**
 * Returns the text of a `settings.json` with the hooks, and without those that were there before. Nothing else is changed but white space.
 * @param text of the file; empty if there is none
 * @param folder where they note what a session does
 * @returns undefined if the text is no JSON object, or its hooks are not what Claude Code takes
 */
export function withClaudeHooks(text: string, folder: string): string | undefined {
  const settings = settingsIn(text.trim() === '' ? '{}\n' : text);
  if (!settings) return undefined;
  const hooks = withoutOwn(settings.hooks);
  for (const [event, state] of Object.entries(events)) {
    const hook = { type: 'command', command: claudeHookCommand(folder, state), timeout: 5 };
    hooks[event] = [...(hooks[event] ?? []), { hooks: [hook] }];
  }
  return textOf({ ...settings.all, hooks }, text);
}

/** Returns the text of a `settings.json` without the hooks; the text itself where there are none. Undefined as `withClaudeHooks`. */
export function withoutClaudeHooks(text: string): string | undefined {
  const settings = settingsIn(text);
  if (!settings) return undefined;
  if (!text.includes(mark)) return text;
  const hooks = withoutOwn(settings.hooks);
  const { hooks: _, ...others } = settings.all;
  return textOf(Object.keys(hooks).length > 0 ? { ...settings.all, hooks } : others, text);
}

interface Settings {
  readonly all: Fields;
  readonly hooks: Readonly<Record<string, readonly Fields[]>>;
}

function settingsIn(text: string): Settings | undefined {
  let all: unknown;
  try {
    all = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!isFields(all)) return undefined;
  const { hooks = {} } = all;
  const isUsable = isFields(hooks) && Object.values(hooks).every((one) => Array.isArray(one) && one.every(isFields));
  return isUsable ? { all, hooks: hooks as Settings['hooks'] } : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes out the own hooks, and the groups and events that hold nothing else. */
function withoutOwn(hooks: Settings['hooks']): Record<string, readonly Fields[]> {
  const kept = Object.entries(hooks).map(([event, groups]) => {
    const others = groups.flatMap((group) => {
      const own = group['hooks'];
      if (!Array.isArray(own) || !own.some(isOwn)) return [group];
      const rest = own.filter((hook) => !isOwn(hook));
      return rest.length > 0 ? [{ ...group, hooks: rest }] : [];
    });
    return [event, others, groups.length > 0 && others.length === 0] as const;
  });
  return Object.fromEntries(kept.flatMap(([event, others, isEmpty]) => (isEmpty ? [] : [[event, others]])));
}

function isOwn(hook: unknown): boolean {
  return isFields(hook) && typeof hook['command'] === 'string' && hook['command'].includes(mark);
}

/** Writes settings with the indentation, the ends of lines, and the mark at the start that the file had. */
function textOf(settings: Fields, before: string): string {
  const isOneLine = before.includes('"') && !before.trim().includes('\n');
  const [, indent = isOneLine ? '' : '  '] = /^\uFEFF?\{\r?\n([ \t]+)/.exec(before) ?? [];
  const ending = before.includes('\r\n') ? '\r\n' : '\n';
  const [end] = /\s*$/.exec(before) ?? [''];
  const text = JSON.stringify(settings, undefined, indent) + (before.trim() === '' ? '\n' : end);
  return (before.startsWith('\uFEFF') ? '\uFEFF' : '') + text.replaceAll(/\r?\n/g, ending);
}
