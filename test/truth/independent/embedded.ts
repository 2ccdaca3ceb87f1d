import type { TruthDay } from '../truthDay.ts';

/** A firmware developer: a board on the desk, a serial console, flashing, and a debugger. */
export const days: readonly TruthDay[] = [
  {
    id: 'embedded-console',
    about: 'A serial console prints all day in a terminal; the board is probed by hand for minutes.',
    script: `
      08:45-17:10 command run board picocom /dev/ttyUSB0
      08:45-09:40 type board/src/spi.rs
      09:40-09:42 command build board make flash
      09:40-09:43 wait
      09:43-09:46 probe
      09:46-10:45 type board/src/spi.rs
      10:45-10:47 command build board make flash
      10:45-10:48 wait
      10:48-10:51:30 probe
      10:51:30-12:00 debug board/src/spi.rs
      12:00-12:45 away
      12:45-14:15 type board/src/dma.rs
      14:15-14:25 away
      14:25-17:00 type board/src/dma.rs`,
    minutes: 440,
    machine: 0,
  },
  {
    id: 'embedded-debugger',
    about: 'Two long sessions in the debugger with looks at the oscilloscope, two or three minutes each.',
    script: `
      09:00-09:35 debug board/src/uart.rs
      09:35-09:37:40 probe
      09:37:40-10:10 debug board/src/uart.rs
      10:10-10:13 probe
      10:13-10:50 debug board/src/uart.rs
      10:50-11:05 away
      11:05-12:00 type board/src/uart.rs
      13:00-13:40 debug board/src/uart.rs
      13:40-13:43:10 probe
      13:43:10-15:00 type board/src/uart.rs`,
    minutes: 285,
  },
];
