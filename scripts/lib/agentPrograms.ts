import { existsSync, globSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureCached, isComplete } from './cached.mjs';
import { cacheFolder } from './folders.mjs';
import { runNpm } from './npm.mjs';
import { SetupError, withProgress } from './progress.mjs';

/** The versions against which the readers are tested. */
export const agentVersions = {
  claudeCode: '2.1.332',
  codex: '0.171.0',
  gemini: '0.61.0',
  copilot: '1.0.102',
  opencode: '1.18.33',
};

/** The programs themselves, absolute paths. */
export interface AgentPrograms {
  readonly claude: string;
  readonly codex: string;
}

/**
 * Fetches Claude Code and Codex once into the cache folder, outside the project and without install scripts.
 * @throws SetupError if the registry has no program for this machine
 */
export async function ensureAgentPrograms(): Promise<AgentPrograms> {
  const folder = cacheFolder('agents', `claude-code-${agentVersions.claudeCode}-codex-${agentVersions.codex}`);
  if (!isComplete(folder)) {
    const what = `fetching Claude Code ${agentVersions.claudeCode} and Codex ${agentVersions.codex} (700 MB, once)`;
    const packages = [`@anthropic-ai/claude-code@${agentVersions.claudeCode}`, `@openai/codex@${agentVersions.codex}`];
    await ensureCached(folder, (aside) => withProgress(what, () => fetchPrograms(aside, packages)));
  }
  const end = process.platform === 'win32' ? '.exe' : '';
  const machine = `${process.platform}-${process.arch}`;
  const claude = path.join(folder, 'node_modules', '@anthropic-ai', `claude-code-${machine}`, `claude${end}`);
  const [codex] = globSync(path.join('node_modules', '@openai', '**', 'vendor', '*', '{bin,codex}', `codex${end}`), {
    cwd: folder,
  });
  if (codex === undefined || !existsSync(claude))
    throw new SetupError(`Claude Code or Codex came without a program for ${machine}`);
  return { claude, codex: path.join(folder, codex) };
}

/** The command lines of others, absolute paths. */
export interface OtherPrograms {
  /** A script for Node. */
  readonly gemini: string;
  readonly copilot: string;
  readonly opencode: string;
}

/**
 * Fetches Gemini CLI, GitHub Copilot CLI, and OpenCode once, as `ensureAgentPrograms` does.
 * @throws SetupError if the registry has no program for this machine
 */
export async function ensureOtherPrograms(): Promise<OtherPrograms> {
  const { gemini, copilot, opencode } = agentVersions;
  const folder = cacheFolder('agents', `gemini-${gemini}-copilot-${copilot}-opencode-${opencode}`);
  if (!isComplete(folder)) {
    const packages = [`@google/gemini-cli@${gemini}`, `@github/copilot@${copilot}`, `opencode-ai@${opencode}`];
    const what = `fetching Gemini CLI ${gemini}, Copilot CLI ${copilot}, and OpenCode ${opencode} (700 MB, once)`;
    await ensureCached(folder, (aside) => withProgress(what, () => fetchPrograms(aside, packages)));
  }
  const modules = path.join(folder, 'node_modules');
  const programs = {
    gemini: path.join(modules, '@google', 'gemini-cli', 'bundle', 'gemini.js'),
    copilot: path.join(modules, '@github', `copilot-${process.platform}-${process.arch}`, 'copilot'),
    opencode: path.join(modules, `opencode-${process.platform}-${process.arch}`, 'bin', 'opencode'),
  };
  for (const program of Object.values(programs))
    if (!existsSync(program)) throw new SetupError(`${program} is not in the package for this machine`);
  return programs;
}

async function fetchPrograms(aside: string, packages: readonly string[]): Promise<void> {
  writeFileSync(path.join(aside, 'package.json'), '{"private":true}');
  await runNpm(['install', '--ignore-scripts', '--no-package-lock', ...packages], aside);
}
