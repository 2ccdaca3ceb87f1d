import type { TruthDay } from '../truthDay.ts';

/** A student: lectures, exercises, a laptop that is shut and opened all day. */
export const days: readonly TruthDay[] = [
  {
    id: 'student-deadline',
    about: 'The night before the deadline, with hard thinking of three to four minutes and two real breaks.',
    script: `
      18:00-18:35 type sheet7/flow.py
      18:35-18:38:40 think
      18:38:40-19:10 type sheet7/flow.py
      19:10-19:13:10 think
      19:13:10-19:40 type sheet7/flow.py
      19:40-20:05 away
      20:05-20:33 type sheet7/flow.py
      20:33-20:36:50 think
      20:36:50-21:15 type sheet7/flow.py
      21:15-21:24 away
      21:24-22:00 type sheet7/flow.py
      22:00-22:03:20 think
      22:03:20-23:40 type sheet7/report.md`,
    minutes: 306,
  },
];
