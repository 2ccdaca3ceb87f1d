import type { ActivityKind } from '../../src/core/facts/activity.ts';
import type { RunGroup } from '../../src/core/facts/facts.ts';
import type { SignalPlace } from '../../src/core/facts/signal.ts';
import type { Desk } from './desk.ts';
import { type Rhythm, pause } from './random.ts';
import { agent, pondering, pressing, reading, shelling, stepping, studying, typing } from './rhythms.ts';
import { unseen } from './presence.ts';
import { mixedActs } from './mixedActs.ts';
import type { Line } from './script.ts';
import type { Deed, World } from './world.ts';

/** The deeds of a line. */
export type Act = (line: Line, random: () => number) => Deed[];
type Doing = (world: World, desk: Desk, random: () => number) => void;

/** The deeds of one line. */
export function deedsOf(line: Line, random: () => number): Deed[] {
  const act = acts[line.verb];
  if (!act) throw new Error(`no such verb: ${line.verb}`);
  return act(line, random);
}

/** `shop/src/cart.ts` is a file of the project `/work/shop`; without a slash it is the project alone. */
export function whereOf(path = ''): SignalPlace {
  const [project = '', ...rest] = path.split('/');
  const file = rest.join('/');
  if (file === '') return { project: `/work/${project}`, branch: 'main', scheme: 'workbench' };
  const language = { ts: 'typescript', md: 'markdown', py: 'python', ipynb: 'python', rs: 'rust' }[
    file.split('.').at(-1) ?? ''
  ];
  return {
    project: `/work/${project}`,
    file,
    branch: 'main',
    scheme: 'file',
    ...(language !== undefined && { language }),
  };
}

/** Something done again and again between two instants, in a rhythm, by a person who sits at that window. */
function again(rhythm: Rhythm, start: (line: Line) => Doing): Act {
  return (line, random) => {
    const doing = start(line);
    const deeds: Deed[] = [];
    for (let at = line.from; at <= line.to; at += pause(rhythm, random))
      deeds.push({
        at,
        window: line.window,
        happen: (world, desk) => (world.focus(desk), world.touch(), doing(world, desk, random)),
      });
    return deeds;
  };
}

/** The same, by something that needs nobody at the window. */
function alone(rhythm: Rhythm, start: (line: Line) => Doing): Act {
  return (line, random) => {
    const doing = start(line);
    const deeds: Deed[] = [];
    for (let at = line.from; at <= line.to; at += pause(rhythm, random))
      deeds.push({ at, window: line.window, happen: (world, desk) => doing(world, desk, random) });
    return deeds;
  };
}

function once(happen: (line: Line) => Deed['happen']): Act {
  return (line) => [{ at: line.from, window: line.window, happen: happen(line) }];
}

function both(line: Line, begin: Deed['happen'], end: Deed['happen']): Deed[] {
  const { from, to, window } = line;
  return [
    { at: from, window, happen: begin },
    { at: to, window, happen: end },
  ];
}

let runs = 0;

/** A run between two instants; whoever starts it is somebody else's line. */
function run(source: 'task' | 'debug' | 'terminal', line: Line, exitCode = 0): Deed[] {
  const [group = 'other', path, ...name] = line.words;
  const key = `run${++runs}`;
  const start = {
    type: 'runStart',
    key,
    source,
    group: group as RunGroup,
    name: name.join(' '),
    where: whereOf(path),
  } as const;
  return both(
    line,
    (_, desk) => desk.tell(start),
    (_, desk) => desk.tell({ type: 'runEnd', key, ...(source !== 'debug' && { exitCode }) }),
  );
}

/** Another program has the focus. */
function leave(line: Line): Deed[] {
  return both(
    line,
    (world) => world.focus(),
    (world, desk) => (line.to > line.from ? world.focus(desk) : undefined),
  );
}

function debug(line: Line, random: () => number): Deed[] {
  const where = whereOf(line.words[0]);
  const session = run('debug', { ...line, words: ['run', line.words[0] ?? '', 'Launch'] });
  const steps = again(stepping, () => (_, desk) => {
    desk.press();
    desk.where = where;
    desk.tell({ type: 'move', how: 'cursor', where });
  });
  return [...session, ...steps(line, random)];
}

function notebook({ words: [path] }: Line): Doing {
  const where = whereOf(path);
  let count = 0;
  return (_, desk) => {
    desk.press();
    desk.where = where;
    desk.tell({ type: 'edit', where, provenance: 'typed', added: 0, removed: 0 });
    if (++count % 20 !== 0) return;
    const key = `cell${count}`;
    desk.tell({ type: 'runStart', key, source: 'editor', group: 'run', name: 'cell', where });
    desk.tell({ type: 'runEnd', key, exitCode: 0 });
  };
}

function shell({ words: [path] }: Line): Doing {
  const where = whereOf(path);
  return (_, desk, random) => {
    desk.press();
    desk.where = where;
    const key = `command${++runs}`;
    const name = ['git status', 'ls', 'grep', 'kubectl'][Math.floor(random() * 4)] ?? 'ls';
    desk.tell({ type: 'runStart', key, source: 'terminal', group: 'other', name, where });
    desk.tell({ type: 'runEnd', key, exitCode: random() < 0.2 ? 1 : 0 });
  };
}

function type({ words: [path] }: Line): Doing {
  const where = whereOf(path);
  let count = 0;
  return (_, desk, random) => {
    desk.press();
    desk.where = where;
    if (random() < 0.15) return desk.tell({ type: 'move', how: 'cursor', where });
    desk.tell({ type: 'edit', where, provenance: 'typed', added: random() < 0.1 ? 1 : 0, removed: 0 });
    if (++count % 60 === 0) desk.tell({ type: 'save', where });
  };
}

function look(scheme = 'file'): (line: Line) => Doing {
  return ({ words: [path] }) => {
    const where: SignalPlace = { ...whereOf(path), scheme };
    let count = 0;
    return (_, desk, random) => {
      desk.where = where;
      if (count++ === 0) {
        desk.press();
        desk.tell({ type: 'move', how: 'editor', where });
      } else if (random() < 0.2) {
        desk.press();
        desk.tell({ type: 'move', how: 'cursor', where });
      } else desk.tell({ type: 'move', how: 'scroll', where });
    };
  };
}

function agentEdits({ words: [path = ''] }: Line): Doing {
  return (_, desk, random) => {
    const where = whereOf(`${path}/src/part${Math.floor(random() * 6)}.ts`);
    desk.tell({ type: 'edit', where, provenance: 'outside', added: 5, removed: 2 });
  };
}

function burst(provenance: 'bulk' | 'outside', files: number): (line: Line) => Deed['happen'] {
  return ({ words: [path = ''] }) =>
    (_, desk) => {
      for (let i = 0; i < files; i++)
        desk.tell({ type: 'edit', where: whereOf(`${path}/src/f${i}.ts`), provenance, added: 9, removed: 9 });
    };
}

/** Acts by the verb of a script. */
const acts: Readonly<Record<string, Act>> = {
  ...mixedActs,
  // A person at the window.
  type: again(typing, type),
  ponder: again(pondering, type),
  read: again(reading, look()),
  study: again(studying, look()),
  review: again(reading, look('review')),
  notebook: again(typing, notebook),
  shell: again(shelling, shell),
  /** Keys that no extension sees. */
  press: again(pressing, () => (_, desk) => desk.press()),
  debug,
  // Things without a person.
  /** A guest types into a file that the host has open. */
  guest: alone(typing, ({ words: [path] }) => (_, desk) => {
    desk.tell({ type: 'edit', where: whereOf(path), provenance: 'typed', added: 0, removed: 0 });
  }),
  agent: alone(agent, agentEdits),
  task: (line) => run('task', line),
  command: (line) => run('terminal', line),
  server: (line) => run('debug', { ...line, words: ['run', line.words[0] ?? '', 'Serve'] }),
  replace: once(burst('bulk', 30)),
  checkout: once(burst('outside', 40)),
  saveall: once(({ words: [path = ''] }) => (_, desk) => {
    for (let i = 0; i < 5; i++) desk.tell({ type: 'save', where: whereOf(`${path}/src/f${i}.ts`) });
  }),
  // Acts of a person that no window shows. `presence.ts` says which of them are work.
  ...Object.fromEntries([...unseen].map((verb) => [verb, () => []])),
  // The window and the machine.
  /** The window is cut off, and comes back as another at the end of the line. */
  reconnect: (line) =>
    both(
      line,
      (world) => world.cutOff(line.window),
      (world) => world.focus(world.desk(line.window)),
    ),
  leave,
  /** The same for work: something is read in the browser, or talked about in a call. */
  browse: leave,
  sleep: (line) => [{ at: line.from, window: line.window, happen: (world) => world.sleep(line.to - line.from) }],
  suspend: (line) => [{ at: line.from, window: line.window, happen: (world) => world.suspend(line.to - line.from) }],
  clock: once(
    ({ words: [seconds] }) =>
      (world) =>
        world.clock.jump(Number(seconds) * 1000),
  ),
  travel: once(
    ({ words: [minutes] }) =>
      (world) =>
        world.travel(Number(minutes)),
  ),
  log: (line) => [
    {
      at: line.to,
      window: line.window,
      happen: (world) =>
        world.log({
          kind: line.words[0] as ActivityKind,
          title: line.words.slice(1).join(' '),
          ms: line.to - line.from,
        }),
    },
  ],
};
