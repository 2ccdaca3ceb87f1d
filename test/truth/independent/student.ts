import type { TruthDay } from '../truthDay.ts';

/** A student: lectures, exercises, a laptop that is shut and opened all day. */
export const days: readonly TruthDay[] = [
  {
    id: 'student-lecture',
    about: 'Notes in a lecture: a few lines, then two or three minutes of listening, for an hour and a half.',
    script: `
      10:15-10:17 type notes/week5.md
      10:17-10:19:40 listen
      10:19:40-10:21 type notes/week5.md
      10:21-10:24 listen
      10:24-10:26 type notes/week5.md
      10:26-10:28:30 listen
      10:28:30-10:31 type notes/week5.md
      10:31-10:34 listen
      10:34-10:36 type notes/week5.md
      10:36-10:39:10 listen
      10:39:10-10:42 type notes/week5.md
      10:42-10:44:30 listen
      10:44:30-10:47 type notes/week5.md
      10:47-10:50 listen
      10:50-10:53 type notes/week5.md
      10:53-10:56:30 listen
      10:56:30-11:00 type notes/week5.md
      14:00-15:30 type sheet5/proof.py
      15:30-15:33 think
      15:33-16:10 type sheet5/proof.py`,
    minutes: 175,
  },
  {
    id: 'student-lid',
    about: 'The lid is closed between lectures, with the editor open.',
    script: `
      09:00-09:50 type sheet6/graph.py
      09:50-11:20 sleep
      11:20-12:00 type sheet6/graph.py
      12:00-13:30 suspend
      13:30-14:20 read sheet6/skript.md
      14:20-14:24:30 away
      14:24:30-15:30 read sheet6/skript.md`,
    minutes: 205.5,
  },
];
