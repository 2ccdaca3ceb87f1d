import { changeBetween, changeOfPatch, linesOf, type LineChange } from '../attribution/lines.ts';
import type { FileEdit } from '../attribution/fileEdit.ts';
import type { LogSink, SessionEvent } from '../usage.ts';
import { marks } from './marks.ts';
import { changeText, longText, messageText } from './texts.ts';
import { fieldsOf, readInstant, arrayOf, textOf } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;
type EditOrigin = Omit<SessionEvent, 'key' | 'at'>;

const editMarks = marks('"structuredPatch"', '"gitOperation"', '"is_error":true');

/** The user refused the call, or stopped it: that isn't an error. */
const refused = /^(?:The user doesn't want to|\[Request interrupted|User rejected)/;

/** Returns whether a line with a tool's result concerns an edit or a commit. */
export function concernsEdits(line: Buffer): boolean {
  return editMarks.some((mark) => line.includes(mark));
}

/** Reads the name of a tool that is called, and its file. */
export function readCall(block: Fields, sink: LogSink): void {
  const { file_path: file, notebook_path: notebook } = fieldsOf(block['input']);
  sink.callDetail?.(textOf(block['id']), { name: textOf(block['name']), file: textOf(file) || textOf(notebook) });
}

/** Reads when calls ended, from their results. */
export function readEnds(line: Fields, sink: LogSink): void {
  const end = sink.callDetail && readInstant(line['timestamp']);
  if (!sink.callDetail || end === undefined) return;
  for (const block of arrayOf(fieldsOf(line['message'])['content']).map(fieldsOf)) {
    if (block['type'] !== 'tool_result') continue;
    const isRefused = block['is_error'] === true && refused.test(messageText(block['content']));
    sink.callDetail(textOf(block['tool_use_id']), { end, isRefused });
  }
}

/** Reads the call of a tool that changes a file. If there is a result, it describes the change better. */
export function readEditCall(
  block: Fields,
  { session, project, at }: EditOrigin & { readonly at?: number },
  sink: LogSink,
): void {
  const input = fieldsOf(block['input']);
  const file = textOf(input['file_path']) || textOf(input['notebook_path']);
  const change = changeAsked(String(block['name']), input);
  if (file === '' || change === undefined || at === undefined) return;
  const shared = { key: textOf(block['id']), session, project, at, file };
  sink.edit({ ...shared, state: 'asked', ...change });
  if (sink.keeps === 'all') sink.text({ ...shared, by: 'change', text: textOfChange(input) });
}

function textOfChange(input: Fields): string {
  const edits = Array.isArray(input['edits']) ? input['edits'].map(fieldsOf) : [input];
  return edits
    .map((one) => changeText(one['old_string'], one['new_string'] ?? one['content'] ?? one['new_source']))
    .join('\n\n');
}

function changeAsked(tool: string, input: Fields): LineChange | undefined {
  switch (tool) {
    case 'Write':
      return { added: linesOf(longText(input['content'])), removed: [] };
    case 'Edit':
      return changeBetween(longText(input['old_string']), longText(input['new_string']));
    case 'MultiEdit': {
      const changes = arrayOf(input['edits'])
        .map(fieldsOf)
        .map((one) => changeBetween(longText(one['old_string']), longText(one['new_string'])));
      return { added: changes.flatMap(({ added }) => added), removed: changes.flatMap(({ removed }) => removed) };
    }
    case 'NotebookEdit':
      return { added: linesOf(longText(input['new_source'])), removed: [] };
    default:
      return undefined;
  }
}

/** Reads the result of a tool: the patch that was made, a failure, or a commit. */
export function readResult(line: Fields, { session, project }: EditOrigin, sink: LogSink): void {
  const at = readInstant(line['timestamp']);
  if (at === undefined) return;
  const blocks = arrayOf(fieldsOf(line['message'])['content']).map(fieldsOf);
  const block = blocks.find(({ type }) => type === 'tool_result') ?? {};
  const shared = { key: textOf(block['tool_use_id']), session, project, at };
  const result = fieldsOf(line['toolUseResult']);
  const file = textOf(result['filePath']);
  if (block['is_error'] === true) {
    sink.edit({ ...shared, file, state: 'failed', added: [], removed: [] });
    if (!refused.test(messageText(block['content']))) sink.failed({ ...shared, of: 'tool' });
  }
  if (block['is_error'] !== true && file !== '' && Array.isArray(result['structuredPatch']))
    sink.edit({ ...shared, file, ...changeMade(result) });
  const sha = textOf(fieldsOf(fieldsOf(result['gitOperation'])['commit'])['sha']);
  if (/^[\da-f]{7,64}$/.test(sha)) sink.commit({ session, project, sha, at });
}

function changeMade(result: Fields): Pick<FileEdit, 'added' | 'removed' | 'state'> {
  if (result['type'] === 'create') return { state: 'done', added: linesOf(longText(result['content'])), removed: [] };
  const lines = arrayOf(result['structuredPatch']).flatMap((hunk) => arrayOf(fieldsOf(hunk)['lines']));
  return { state: 'done', ...changeOfPatch(lines.filter((one) => typeof one === 'string')) };
}
