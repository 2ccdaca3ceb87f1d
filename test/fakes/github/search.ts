import type { World, WorldItem } from './world.ts';

/** Finds issues and pull requests as GitHub's search does; a word it doesn't know is refused as GitHub refuses it. */
export function searchItems(world: World, q: string): WorldItem[] | undefined {
  const tests = q.split(' ').map((word) => testOf(world, word));
  if (tests.includes(undefined)) return undefined;
  return world.items.filter((item) => tests.every((test) => test?.(item)));
}

type Test = (item: WorldItem) => boolean;

function testOf(world: World, word: string): Test | undefined {
  const [name = '', ...rest] = word.split(':');
  const value = rest.join(':');
  const privacy = (item: WorldItem): boolean => world.repos.find((repo) => repo.name === item.repo)?.isPrivate ?? false;
  const words: Record<string, Test> = {
    'is:pr': ({ of }) => of === 'pull',
    'is:issue': ({ of }) => of === 'issue',
    'is:open': ({ closedAt }) => closedAt === undefined,
    'is:public': (item) => !privacy(item),
  };
  const names: Record<string, Test> = {
    author: ({ author }) => author === value,
    assignee: ({ assignees }) => assignees.includes(value),
    involves: ({ author, assignees, replies }) =>
      author === value || assignees.includes(value) || replies.some(({ by, verdict }) => by === value && !verdict),
    'reviewed-by': ({ replies }) => replies.some(({ by, verdict }) => by === value && verdict !== undefined),
    'review-requested': ({ asked }) => asked.includes(value),
    updated: ({ updatedAt }) => Math.floor(updatedAt / 1000) * 1000 >= Date.parse(value.replace('>=', '')),
  };
  return words[word] ?? names[name];
}
