import { randomInt } from 'node:crypto';

const first = [
  'Amber',
  'Brisk',
  'Calm',
  'Clever',
  'Gentle',
  'Merry',
  'Mossy',
  'Quiet',
  'Rapid',
  'Silver',
  'Sunny',
  'Witty',
];
const second = [
  'Badger',
  'Falcon',
  'Finch',
  'Hare',
  'Heron',
  'Ibex',
  'Lynx',
  'Marten',
  'Otter',
  'Owl',
  'Plover',
  'Wren',
];

/** Returns an alias that reveals nothing about the person, e.g. `Quiet Heron 4711`. */
export function randomAlias(): string {
  return `${first[randomInt(first.length)]} ${second[randomInt(second.length)]} ${randomInt(1000, 10_000)}`;
}
