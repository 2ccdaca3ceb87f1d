import type { TruthDay } from '../truthDay.ts';

/** Days on which clocks, zones and power do what they do. Hours are counted from midnight, whatever the clock on the wall shows. */
export const clockDays: readonly TruthDay[] = [
  {
    id: 'dst-spring',
    about: 'The clock goes from 2 to 3 at night, with somebody at work: a day of 23 hours.',
    date: '2026-03-29',
    zone: 'Europe/Berlin',
    script: `
      00:30-04:00 type blog/src/post.ts
      10:00-12:00 type blog/src/post.ts`,
    minutes: 330,
  },
  {
    id: 'dst-autumn',
    about:
      'The clock goes from 3 back to 2, with somebody at work: a day of 25 hours, and an hour that is there twice.',
    date: '2026-10-25',
    zone: 'Europe/Berlin',
    script: `
      00:30-05:00 type blog/src/post.ts
      11:00-13:00 type blog/src/post.ts`,
    minutes: 390,
  },
  {
    id: 'dst-late-evening',
    about: 'The last hour of a day of 25 hours, an hour before midnight by the clock on the wall.',
    date: '2026-11-01',
    zone: 'America/New_York',
    script: `
      09:00-12:00 type shop/src/cart.ts
      23:30-24:30 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'leap-day',
    about: 'The 29th of February.',
    date: '2028-02-29',
    script: `
      09:00-12:00 type shop/src/cart.ts
      22:00-23:00 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'over-midnight',
    about: 'Work goes on over midnight: only what came before it belongs to the day.',
    script: `
      20:00-25:30 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'day-starts-at-four',
    about: 'A night owl, whose day begins at four in the morning.',
    dayStartsAt: 240,
    script: `
      10:00-12:00 type shop/src/cart.ts
      21:00-26:30 type shop/src/cart.ts`,
    minutes: 450,
  },
  {
    id: 'lid-closed',
    about: 'The lid is closed in the midst of typing, and opened again; the monotonic clock stands still meanwhile.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      10:00-10:40 sleep
      13:00-15:00 type shop/src/cart.ts
      13:30-14:30 sleep`,
    minutes: 140,
  },
  {
    id: 'suspend-windows',
    about: 'The same on a machine whose monotonic clock goes on in its sleep.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      10:00-10:40 suspend
      13:00-15:00 type shop/src/cart.ts
      13:30-14:30 suspend`,
    minutes: 140,
  },
  {
    id: 'sleeps-overnight',
    about: 'The machine sleeps with the window in front, from the afternoon to the evening.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      12:01-19:00 suspend
      19:01-20:00 read shop/src/cart.ts`,
    minutes: 239,
  },
  {
    id: 'ntp-steps',
    about: 'The clock is corrected by some seconds, forwards and backwards, several times.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      09:20 clock +4
      10:10 clock -3
      11:05 clock -20
      11:40 clock +19
      13:00-15:00 type shop/src/cart.ts`,
    minutes: 300,
  },
  {
    id: 'clock-set-back',
    about: 'The clock was an hour fast and is set right at noon.',
    script: `
      09:00-12:00 type shop/src/cart.ts
      12:00 clock -3600
      13:30-15:30 type shop/src/cart.ts`,
    minutes: 300,
  },
  {
    id: 'clock-wrong-for-a-while',
    about: 'A dead battery: the clock is two days ahead for a quarter of an hour, then set right.',
    script: `
      09:00-11:00 type shop/src/cart.ts
      11:00 clock +172800
      11:15 clock -172800
      11:15-13:00 type shop/src/cart.ts`,
    minutes: 225,
  },
  {
    id: 'flight-west',
    about: 'A flight to the west: the machine is set six hours back at noon, and the day is longer.',
    zone: 'Europe/Berlin',
    script: `
      09:00-11:00 type shop/src/cart.ts
      18:00 travel -360
      19:00-21:00 type shop/src/cart.ts`,
    minutes: 240,
  },
  {
    id: 'flight-east',
    about: 'A flight to the east while the window is open: the evening there is the next day already.',
    zone: 'Europe/Berlin',
    script: `
      08:00-11:00 type shop/src/cart.ts
      12:00 travel +420
      15:00-16:30 type shop/src/cart.ts
      17:30-18:30 type shop/src/cart.ts`,
    minutes: 270,
  },
];
