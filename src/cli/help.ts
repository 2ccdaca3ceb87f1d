import type { JsonSchema, OperationDescription } from '../catalog/describe.ts';
import { alternatives, isDaySchema } from './jsonSchema.ts';

/** The output of `daymark help`. */
export const usage = `Usage: daymark <operation> [--<parameter> <value>]...
       daymark list [<subject>]        operations
       daymark help <operation>        its parameters
       daymark hub [...]               run the hub for other editors
       daymark mcp [...]               run the MCP server for AI agents

Examples:
  daymark today
  daymark activity.log --title "Stand-up" --kind meeting --minutes 15
  daymark day.get --day yesterday --json

Options of every operation:
  --json           print the result as JSON
  --yes, -y        delete without asking
  --data <folder>  Daymark's data folder. Default: DAYMARK_DATA, or that of the editor that was used last`;

/** Lists operations, those of one subject if it is given. */
export function listText(operations: readonly OperationDescription[]): string {
  const width = Math.max(...operations.map(({ name }) => name.length));
  return operations.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join('\n');
}

/** The names of the parameters that must be given. */
export function neededBy({ params }: Pick<OperationDescription, 'params'>): readonly string[] {
  const properties = (params['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = (params['required'] ?? []) as readonly string[];
  return required.filter((name) => !('default' in (properties[name] ?? {})));
}

/** Explains an operation and its parameters. */
export function operationHelp({ name, description, access, params }: OperationDescription): string {
  const properties = Object.entries((params['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>);
  const needed = neededBy({ params });
  const lines = properties.map(([parameter, schema]) => {
    const notes = [typeOf(schema), needed.includes(parameter) ? 'required' : '', schema['description']].filter(Boolean);
    return { option: `  --${parameter}`, notes: notes.join('; ') };
  });
  const width = Math.max(0, ...lines.map(({ option }) => option.length));
  return [
    `daymark ${name}`,
    '',
    description,
    ...(access === 'destructive' ? ['Asks before it deletes; --yes answers.'] : []),
    ...(lines.length > 0 ? ['', ...lines.map(({ option, notes }) => `${option.padEnd(width)}  ${notes}`)] : []),
  ].join('\n');
}

function typeOf(schema: JsonSchema): string {
  return alternatives(schema)
    .filter((part) => !('anyOf' in part || 'oneOf' in part))
    .map((part) => {
      const { enum: values, const: only, type } = part;
      if (Array.isArray(values)) return values.join('|');
      if (only !== undefined) return JSON.stringify(only);
      if (isDaySchema(part)) return 'YYYY-MM-DD';
      return Array.isArray(type) ? type.join('|') : typeof type === 'string' ? type : 'any';
    })
    .join('|');
}
