import type { Act } from './acts.ts';
import { pause, type Rhythm } from './random.ts';
import { calling, operating, reading, typing, visiting } from './rhythms.ts';
import type { Front } from './outside.ts';
import { type Line, readScript } from './script.ts';
import type { TruthDay } from './truthDay.ts';
import type { Deed, World } from './world.ts';

/** Verbs of mixed days: what a person does outside VS Code while other programs report it. */
export const mixedActs: Readonly<Record<string, Act>> = {
  visit: inFront(visiting, (line) => pageOf(line)),
  watch: (line) => {
    const { path = '/', ...site } = pageOf(line);
    const page = { ...site, path: path === '/' ? '/watch' : path, title: line.words.slice(1).join(' ') };
    return [
      // The click that starts it.
      {
        at: line.from,
        window: line.window,
        happen: (world) => (world.show({ ...page, isAudible: true }), world.touch()),
      },
      { at: line.to, window: line.window, happen: (world) => world.show(page) },
    ];
  },
  tabopen: (line) => [{ at: line.from, window: line.window, happen: (world) => world.show(pageOf(line)) }],
  call: inFront(calling, appOf),
  app: inFront(operating, appOf),
  vim: inFront(
    typing,
    () => ({ app: 'Alacritty' }),
    (line) => {
      let count = 0;
      return (world) => world.outside.edited(line.words[0] ?? '', ++count % 60 === 0);
    },
  ),
  /** The plugin sees those moves of the cursor that change the file or come after two minutes. */
  vimread: inFront(
    reading,
    () => ({ app: 'Alacritty' }),
    (line) => (world, random) => {
      if (random() < 0.2) world.outside.edited(line.words[0] ?? '', false);
    },
  ),
};

/** Returns true for a day in which other programs than VS Code report. */
export function isMixed({ script }: Pick<TruthDay, 'script'>): boolean {
  return readScript(script).some(({ verb }) => Object.hasOwn(mixedActs, verb));
}

function inFront(
  rhythm: Rhythm,
  frontOf: (line: Line) => Front,
  doing: (line: Line) => (world: World, random: () => number) => void = () => () => undefined,
): Act {
  return (line, random) => {
    const front = frontOf(line);
    const act = doing(line);
    const deeds: Deed[] = [];
    for (let at = line.from; at <= line.to; at += pause(rhythm, random))
      deeds.push({
        at,
        window: line.window,
        happen: (world) => {
          world.show(front);
          world.touch();
          act(world, random);
        },
      });
    return deeds;
  };
}

function pageOf({ words: [address = ''] }: Line): Front {
  const [host = '', ...path] = address.split('/');
  return { app: 'firefox', host: host.replace(/^www\./, ''), path: `/${path.join('/')}` };
}

function appOf({ words: [app = ''] }: Line): Front {
  return { app: app.replaceAll('_', ' ') };
}

/** A day whose videos have no titles. */
export function withoutTitles(day: TruthDay): TruthDay {
  return { ...day, script: day.script.replaceAll(/( watch \S+).*/g, '$1') };
}
