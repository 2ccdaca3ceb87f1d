import type { LineOutcome } from '../../../src/agents/attribution/attribute.ts';
import type { AgentRepository, TrueLine } from './agentRepository.ts';

/** The measured parts of a story's truth, besides the surviving lines. */
export interface StoryTruth {
  /** Agent's lines in the main branch at the end. */
  readonly kept: number;
  /** Agent's lines that a person replaced after a commit. */
  readonly rewritten: number;
}

type Random = () => number;
type Story = (repository: AgentRepository, random: Random) => number;

/** A random number from 0 to below 1, the same each time (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words = ['cart', 'order', 'price', 'user', 'item', 'total', 'stock', 'line'];
const pick = <T>(all: readonly T[], random: Random): T => all[Math.floor(random() * all.length)] as T;

/** A function as people and agents write it: with lines that every function has, and words that come again. */
function block(by: TrueLine['by'], random: Random): TrueLine[] {
  const [a, b] = [pick(words, random), pick(words, random)];
  const size = 3 + Math.floor(random() * 8);
  const body = Array.from({ length: size }, (): string[] => {
    const kind = random();
    if (kind < 0.2) return [`  if (${a} === undefined) {`, `    return;`, `  }`];
    if (kind < 0.3) return [''];
    if (kind < 0.4) return [`  return ${b};`];
    return [`  const ${pick(words, random)}${Math.floor(random() * 900)} = ${a}.${pick(words, random)}(${b});`];
  });
  return ['', `function ${a}${Math.floor(random() * 900)}(${b}) {`, ...body.flat(), '}'].map((text) => ({ text, by }));
}

const write = (
  repository: AgentRepository,
  by: TrueLine['by'],
  where: { readonly file: string; readonly random: Random },
) =>
  repository.change(by, where.file, (lines) => {
    const at = blockStarts(lines);
    lines.splice(pick([...at, lines.length], where.random), 0, ...block(by, where.random));
    return lines;
  });

function blockStarts(lines: readonly TrueLine[]): number[] {
  return lines.flatMap(({ text }, i) => (text === '' && lines[i + 1]?.text.startsWith('function') ? [i] : []));
}

/** A person rewrites some of an agent's lines. @returns the number */
function rewrite(repository: AgentRepository, file: string, random: Random): number {
  let count = 0;
  repository.change('human', file, (lines) =>
    lines.map((line) => {
      if (line.by !== 'agent' || !line.text.includes('const') || random() > 0.3) return line;
      count++;
      return { text: `  const changed${Math.floor(random() * 1e6)} = ${pick(words, random)};`, by: 'human' };
    }),
  );
  return count;
}

function begin(repository: AgentRepository, random: Random): void {
  for (const file of ['a.ts', 'b.ts', 'src/c.ts']) {
    for (let i = 0; i < 4; i++) write(repository, 'human', { file, random });
  }
  repository.commit('Begin');
}

const several = (random: Random): number => 3 + Math.floor(random() * 4);

/** Each tells a story in a repository, and returns the number of the agent's lines that a person rewrote after a commit. */
export const stories: Readonly<Record<string, Story>> = {
  'agent writes': (repository, random) => {
    for (let i = 0; i < several(random); i++) {
      write(repository, 'agent', { file: 'a.ts', random });
      write(repository, 'agent', { file: `new${i}.ts`, random });
      repository.commit(`Add ${i}`);
    }
    return 0;
  },
  'human rewrites': (repository, random) => {
    for (let i = 0; i < several(random); i++) write(repository, 'agent', { file: 'a.ts', random });
    repository.commit('Add');
    repository.pass(3 * 24 * 60);
    const count = rewrite(repository, 'a.ts', random);
    repository.commit('Rewrite');
    return count;
  },
  'human rewrites before the commit': (repository, random) => {
    for (let i = 0; i < several(random); i++) write(repository, 'agent', { file: 'a.ts', random });
    rewrite(repository, 'a.ts', random);
    repository.commit('Add');
    return 0;
  },
  both: (repository, random) => {
    for (let i = 0; i < 2 * several(random); i++) {
      write(repository, random() < 0.5 ? 'agent' : 'human', { file: pick(['a.ts', 'b.ts'], random), random });
      if (random() < 0.4) repository.commit(`Step ${i}`);
    }
    repository.commit('Last');
    return 0;
  },
  'agent reworks': (repository, random) => {
    for (let i = 0; i < several(random); i++) write(repository, 'agent', { file: 'b.ts', random });
    repository.commit('Add');
    repository.change('agent', 'b.ts', (lines) =>
      lines.map((line) =>
        line.by === 'agent' && line.text.includes('const') && random() < 0.4
          ? { text: `  const better${Math.floor(random() * 1e6)} = 1;`, by: 'agent' }
          : line,
      ),
    );
    repository.commit('Improve');
    return 0;
  },
  formatter: (repository, random) => {
    for (let i = 0; i < several(random); i++) write(repository, 'agent', { file: 'a.ts', random });
    repository.commit('Add');
    repository.change('human', 'a.ts', (lines) =>
      lines.map(({ text, by }) => ({ text: text.replace(/^ +/, '\t'), by })),
    );
    repository.commit('Format');
    return 0;
  },
  rename: (repository, random) => {
    for (let i = 0; i < several(random); i++) write(repository, 'agent', { file: 'a.ts', random });
    repository.commit('Add');
    repository.git('mv', 'a.ts', 'moved.ts');
    repository.files.set('moved.ts', repository.files.get('a.ts') ?? []);
    repository.files.delete('a.ts');
    repository.commit('Move');
    const count = rewrite(repository, 'moved.ts', random);
    repository.commit('Rewrite');
    return count;
  },
  rebase: (repository, random) => {
    const main = workOnBranch(repository, random);
    const feature = repository.snapshot();
    repository.git('checkout', '-q', 'main');
    repository.become(main);
    write(repository, 'human', { file: 'b.ts', random });
    repository.commit('Meanwhile');
    repository.pass(60);
    repository.git('rebase', '-q', 'main', 'feature');
    const after = new Map([...feature, ['b.ts', repository.files.get('b.ts') ?? []] as const]);
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--ff-only', 'feature');
    repository.become(after);
    return 0;
  },
  squash: (repository, random) => {
    workOnBranch(repository, random);
    const feature = repository.snapshot();
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--squash', 'feature');
    repository.commit('Feature');
    repository.git('branch', '-q', '-D', 'feature');
    repository.become(feature);
    const count = rewrite(repository, 'a.ts', random);
    repository.commit('Rewrite');
    return count;
  },
  merge: (repository, random) => {
    const main = workOnBranch(repository, random);
    const feature = repository.snapshot();
    repository.git('checkout', '-q', 'main');
    repository.become(main);
    write(repository, 'human', { file: 'b.ts', random });
    repository.commit('Meanwhile');
    const meanwhile = repository.files.get('b.ts') ?? [];
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge', 'feature');
    repository.become(new Map([...feature, ['b.ts', meanwhile] as const]));
    return 0;
  },
  messy: (repository, random) => {
    const files = ['a.ts', 'b.ts'];
    let count = 0;
    for (let i = 0; i < 8; i++)
      write(repository, random() < 0.6 ? 'agent' : 'human', { file: pick(files, random), random });
    repository.commit('Some');
    for (let i = 0; i < 16; i++) {
      const [file, does] = [pick(files, random), random()];
      if (does < 0.35) write(repository, 'agent', { file, random });
      else if (does < 0.55) write(repository, 'human', { file, random });
      else if (does < 0.7) cutBlock(repository, 'human', { file, random });
      else if (does < 0.8) cutBlock(repository, 'agent', { file, random });
      else if (does < 0.9) copyBlock(repository, [file, pick(files, random)], random);
      else {
        repository.commit(`Step ${i}`);
        count += rewrite(repository, file, random);
        repository.commit(`Rewritten ${i}`);
      }
    }
    repository.commit('Last');
    return count;
  },
  revert: (repository, random) => {
    const before = repository.snapshot();
    write(repository, 'agent', { file: 'a.ts', random });
    const first = repository.commit('Good');
    const good = repository.snapshot();
    write(repository, 'agent', { file: 'a.ts', random });
    write(repository, 'agent', { file: 'b.ts', random });
    repository.commit('Bad');
    repository.pass(60);
    repository.git('revert', '--no-edit', 'HEAD');
    repository.become(good);
    repository.pass(60);
    repository.git('revert', '--no-edit', first);
    repository.become(before);
    repository.pass(60);
    // It was good after all.
    repository.git('revert', '--no-edit', 'HEAD');
    repository.become(good);
    return 0;
  },
};

/** Deletes a whole function, by any author. */
function cutBlock(
  repository: AgentRepository,
  by: TrueLine['by'],
  { file, random }: { readonly file: string; readonly random: Random },
): void {
  repository.change(by, file, (lines) => {
    const starts = blockStarts(lines);
    if (starts.length < 2) return lines;
    const which = Math.floor(random() * starts.length);
    return lines.filter((_, i) => i < (starts[which] ?? 0) || i >= (starts[which + 1] ?? lines.length));
  });
}

/** A person copies a function, perhaps an agent's, and so writes lines that an agent wrote. */
function copyBlock(repository: AgentRepository, [from, to]: readonly [string, string], random: Random): void {
  const lines = repository.files.get(from) ?? [];
  const starts = blockStarts(lines);
  const which = Math.floor(random() * starts.length);
  const copy = lines.slice(starts[which], starts[which + 1]).map(({ text }): TrueLine => ({ text, by: 'human' }));
  repository.change('human', to, (all) => [...all, ...copy]);
}

/** An agent and a person work on a branch. @returns the files of the main branch */
function workOnBranch(repository: AgentRepository, random: Random): Map<string, TrueLine[]> {
  const main = repository.snapshot();
  repository.git('checkout', '-q', '-b', 'feature');
  for (let i = 0; i < several(random); i++) {
    write(repository, 'agent', { file: 'a.ts', random });
    if (random() < 0.5) write(repository, 'human', { file: 'a.ts', random });
    repository.commit(`Feature ${i}`);
  }
  return main;
}

/** Tells a whole story. @returns the truth at its end */
export function tell(repository: AgentRepository, story: Story, random: Random): StoryTruth {
  begin(repository, random);
  const rewritten = story(repository, random);
  return { kept: repository.agentLines, rewritten };
}

/** Returns the error of an outcome: for surviving lines as a share of them, and for rewritten ones as a share of all that were written. */
export function errorsOf(truth: StoryTruth, found: LineOutcome): StoryTruth {
  return {
    kept: Math.abs(found.kept - truth.kept) / truth.kept,
    rewritten: Math.abs(found.rewritten - truth.rewritten) / found.written,
  };
}
