import type { TruthDay } from '../truthDay.ts';

/** On call: alarms at odd hours, ssh into machines, waiting for deployments. */
export const days: readonly TruthDay[] = [
  {
    id: 'oncall-quiet',
    about: 'A quiet shift: short looks at the machines every half hour, a book in between.',
    script: `
      18:00-18:12 shell ops
      18:30-18:36 shell ops
      19:00-19:09 shell ops
      19:30-19:34 shell ops
      20:00-20:40 command other ops ssh web-1
      20:00-20:40 press
      21:00-21:06 shell ops
      21:30-21:45 type ops/handover.md`,
    minutes: 92,
  },
];
