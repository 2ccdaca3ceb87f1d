/** Everything that a room's code may import. */
export interface Room {
  /** Other rooms. */
  readonly rooms: readonly string[];
  /** npm packages by name, or scopes with a slash at the end; `any` leaves the choice to package.json. */
  readonly packages: readonly string[] | 'any';
  /** True if it may import Node's own modules. */
  readonly node: boolean;
}

/**
 * The room table: what each folder of src may import. The only copy: `oxlint.config.ts` makes lint rules of it, and
 * `test/unit/house.test.ts` checks every import against it and compares the table in docs/architecture.md.
 */
export const rooms: Readonly<Record<string, Room>> = {
  core: { rooms: [], packages: ['zod'], node: false },
  tracking: { rooms: ['core'], packages: [], node: false },
  storage: { rooms: ['core'], packages: ['sql.js', '@streamparser/json', 'zod'], node: true },
  planning: { rooms: ['core'], packages: ['zod'], node: false },
  analytics: { rooms: ['core'], packages: ['zod'], node: false },
  habits: { rooms: ['core'], packages: ['zod'], node: false },
  ai: { rooms: ['core'], packages: ['zod', '@anthropic-ai/'], node: true },
  integrations: { rooms: ['core'], packages: ['zod', '@octokit/'], node: true },
  agents: { rooms: ['core'], packages: ['zod'], node: true },
  hub: { rooms: ['core', 'tracking'], packages: ['zod'], node: true },
  catalog: {
    rooms: ['core', 'storage', 'planning', 'analytics', 'habits', 'ai', 'agents', 'integrations', 'extension'],
    packages: ['zod'],
    node: false,
  },
  headless: {
    rooms: ['core', 'tracking', 'storage', 'analytics', 'ai', 'hub', 'catalog'],
    packages: [],
    node: true,
  },
  mcp: { rooms: ['core', 'catalog', 'headless'], packages: ['@modelcontextprotocol/'], node: true },
  cli: { rooms: ['core', 'catalog', 'headless', 'mcp'], packages: [], node: true },
  webview: {
    rooms: ['core', 'catalog'],
    packages: ['preact', 'uplot', 'marked', '@vscode/l10n', '@vscode/webview-ui-toolkit'],
    node: false,
  },
  web: {
    rooms: ['core', 'storage', 'headless', 'catalog'],
    packages: ['zod', '@noble/', 'buffer', 'fflate', 'pathe'],
    node: false,
  },
  extension: {
    rooms: [
      'core',
      'tracking',
      'storage',
      'planning',
      'habits',
      'analytics',
      'ai',
      'agents',
      'integrations',
      'hub',
      'catalog',
      'headless',
    ],
    packages: 'any',
    node: true,
  },
};

/**
 * Packages beside src, each in a folder with its own package.json: what their code may import from src. npm packages are those in their
 * package.json.
 */
export const ownPackages: Readonly<Record<string, readonly string[]>> = {
  backend: ['core', 'ai'],
  browser: ['core'],
};

/** The third column of the table in docs/architecture.md: what a room may import, in words. */
export function describeImports(room: Room): string {
  const packages =
    room.packages === 'any' ? ['any package'] : room.packages.map((name) => `\`${name.replace(/\/$/, '/*')}\``);
  return [...room.rooms, ...packages, ...(room.node ? ['Node'] : [])].join(', ') || 'nothing';
}
