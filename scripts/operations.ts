import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeOperations, type JsonSchema, type OperationDescription } from '../src/catalog/describe.ts';
import { catalogFiles } from './lib/catalogFiles.ts';
import { projectFolder } from './lib/folders.mjs';
import { runLoudly, tool } from './lib/run.ts';

/** Files that are generated from the operations, entirely or in part. */
export const operationFiles = ['docs/operations.md', 'package.json', 'package.nls.json'] as const;
type OperationFile = (typeof operationFiles)[number];

/** The operations as a table in Markdown. */
export function operationsTable(operations: readonly OperationDescription[]): string {
  const rows = operations.map(
    ({ name, title, description, access, transports, params }) =>
      `| \`${name}\` | **${title}.** ${description.replaceAll('|', '\\|')} | ${signature(params)} | ${access} | ${transports.join(', ')} |`,
  );
  return ['| Name | What it does | Parameters | Access | Offered to |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** Parameters in short: `day, filter?`. */
function signature({ properties, required }: JsonSchema): string {
  const needed = new Set((required ?? []) as readonly string[]);
  const names = Object.keys((properties ?? {}) as object).map((name) => `\`${name}${needed.has(name) ? '' : '?'}\``);
  return names.join(', ') || '–';
}

function operationsPage(operations: readonly OperationDescription[]): string {
  return `# Operations

Everything that Daymark can answer or do. Each operation is defined once, in the folder of its subject, with its schemas, and
listed in \`src/catalog/\`; this page is generated from the definitions by \`npm run operations -- --write\`.
\`npm run operations -- --json\` prints them with JSON Schemas of parameters and results.

A parameter with a question mark is optional. Access is what the operation can do: \`read\`, \`write\`, or \`destructive\`
(it deletes). It is offered to the dashboard (\`view\`), language models (\`chat\`), and, if it doesn't need VS Code, to the
[HTTP API](hub.md) (\`http\`), the [MCP server](mcp.md) (\`mcp\`), and the [command line](cli.md) (\`cli\`).

${operationsTable(operations)}
`;
}

const offeredInChat = (operations: readonly OperationDescription[]) =>
  operations.flatMap((operation) => {
    const { tool: shown, transports } = operation;
    if (!transports.includes('chat')) return [];
    if (!shown) throw new Error(`${operation.name} is offered in chat: it needs a \`tool\``);
    return [{ ...operation, tool: shown, toolName: shown.name ?? `daymark_${operation.name.replace(/\W/g, '_')}` }];
  });

/** The tools in package.json. VS Code reads them before the extension runs, so they can't come from the code. */
function declaredTools(operations: readonly OperationDescription[]): unknown {
  return offeredInChat(operations).map(({ name, description, tool: { reference, icon }, toolName, params }) => ({
    name: toolName,
    // The operation that the tool runs (chat.ts).
    tags: [name],
    displayName: `%tool.${name}%`,
    toolReferenceName: reference,
    canBeReferencedInPrompt: true,
    icon,
    userDescription: `%tool.${name}.description%`,
    modelDescription: description,
    inputSchema: params,
  }));
}

function toolTexts(operations: readonly OperationDescription[]): [string, string][] {
  return offeredInChat(operations).flatMap(({ name, title, tool: { userDescription } }): [string, string][] => [
    [`tool.${name}`, title],
    [`tool.${name}.description`, userDescription],
  ]);
}

/** Returns the content of a file for the operations; other parts of the manifest and its texts stay. */
export function operationFile(file: OperationFile, operations: readonly OperationDescription[]): unknown {
  if (file === 'docs/operations.md') return operationsPage(operations);
  const found = JSON.parse(readFileSync(path.join(projectFolder, file), 'utf8')) as Record<string, unknown>;
  if (file === 'package.json') {
    const contributes = found['contributes'] as Record<string, unknown>;
    return { ...found, contributes: { ...contributes, languageModelTools: declaredTools(operations) } };
  }
  const entries = Object.entries(found);
  const before = entries.findIndex(([key]) => key.startsWith('tool.'));
  const others = entries.filter(([key]) => !key.startsWith('tool.'));
  return Object.fromEntries(others.toSpliced(before, 0, ...(toolTexts(operations) as [string, unknown][])));
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(projectFolder, file), text);
}

/** Loads the lists of operations, which must be up to date by then. */
async function loadOperations(): Promise<OperationDescription[]> {
  const [{ queries }, { actions }] = await Promise.all([
    import('../src/catalog/queries.ts'),
    import('../src/catalog/actions.ts'),
  ]);
  return describeOperations(queries, actions);
}

async function writeAll(): Promise<void> {
  const lists = catalogFiles();
  write(lists);
  const operations = await loadOperations();
  const contents = operationFiles.map((file) => [file, operationFile(file, operations)] as const);
  write(
    Object.fromEntries(
      contents.map(([file, content]) => [
        file,
        typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`,
      ]),
    ),
  );
  await runLoudly(process.execPath, [tool('oxfmt', 'bin', 'oxfmt'), 'package.json', 'package.nls.json']);
  console.log(`${operations.length} operations in ${[...Object.keys(lists), ...operationFiles].join(', ')}`);
}

/** `npm run operations [-- --json | --write]` */
if (import.meta.main) {
  if (process.argv.includes('--write')) await writeAll();
  else {
    const operations = await loadOperations();
    const isData = process.argv.includes('--json');
    console.log(isData ? JSON.stringify(operations, undefined, 2) : operationsTable(operations));
  }
}
