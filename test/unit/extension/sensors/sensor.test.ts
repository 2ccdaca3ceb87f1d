import assert from 'node:assert/strict';
import {
  startSensors,
  type Sensor,
  type SensorContext,
  type SensorId,
  type SensorInput,
} from '../../../../src/extension/sensor.ts';
import type { Signal } from '../../../../src/core/facts/signal.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

const signal: Signal = { type: 'save', where: {} };

function setUp() {
  const clock = new FakeClock(1_000_000);
  const emitted: Signal[] = [];
  const errors: string[] = [];
  const quiet = () => undefined;
  const log = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: (text: string) => void errors.push(text) };
  const places = {} as SensorContext['places'];
  const context: SensorInput = { clock, places, emit: (each) => void emitted.push(each) };
  return { clock, emitted, errors, log, context };
}

/** A sensor that emits signals when told to. */
function sensorThat(id: SensorId) {
  const sensor = { id, disposed: 0, say: undefined as unknown as SensorContext['emit'] };
  const start: Sensor['start'] = ({ emit }) => {
    sensor.say = emit;
    return { dispose: () => void sensor.disposed++ };
  };
  return Object.assign(sensor, { start });
}

describe('starting sensors', () => {
  it('hands on what each says, and counts it', () => {
    const { clock, context, emitted, log } = setUp();
    const [saves, tasks] = [sensorThat('saves'), sensorThat('tasks')];
    const running = startSensors([saves, tasks], context, log);
    clock.advance(500);
    saves.say(signal);
    clock.advance(500);
    saves.say(signal);
    assert.deepEqual(emitted, [signal, signal]);
    assert.deepEqual(running.health(), [
      { id: 'saves', count: 2, startedAt: 1_000_000, lastSignalAt: 1_001_000 },
      { id: 'tasks', count: 0, startedAt: 1_000_000 },
    ]);
  });

  it('skips one that throws, logs it and shows why; the others run and are stopped', () => {
    const { context, emitted, errors, log } = setUp();
    const broken: Sensor = {
      id: 'debug',
      start: () => {
        throw Object.assign(new Error('no debugger in /home/me/secret'), { code: 'ENOENT' });
      },
    };
    const saves = sensorThat('saves');
    const running = startSensors([broken, saves], context, log);
    saves.say(signal);
    assert.equal(emitted.length, 1);
    assert.deepEqual(running.health()[0], { id: 'debug', count: 0, error: 'ENOENT' });
    assert.deepEqual(errors, ['sensor debug did not start: ENOENT']);
    running.dispose();
    assert.equal(saves.disposed, 1);
  });

  it('gives a health that does not change behind the back of who asked', () => {
    const { context, log } = setUp();
    const saves = sensorThat('saves');
    const running = startSensors([saves], context, log);
    const before = running.health();
    saves.say(signal);
    assert.equal(before[0]?.count, 0);
    assert.equal(running.health()[0]?.count, 1);
  });
});
