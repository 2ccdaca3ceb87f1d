import { hourMs, minuteMs } from '../../../src/core/time/days.ts';
import type { Person } from './person.ts';
import { stacks } from './stacks.ts';
import { fullDay, fullWeek, plainStep, type Routine } from './routine.ts';

/** Lines with the exit codes that they end with. */
const shellLines: readonly (readonly [string, readonly number[]])[] = [
  ['grep -rn retry .', [0, 0, 1]],
  ['rg -l timeout', [0, 0, 1]],
  ['diff -u old.conf new.conf', [0, 1, 1]],
  ['git status', [0]],
  ['git diff', [0]],
  ['git log --oneline', [0, 0, 130]],
  ['git rebase origin/main', [0, 0, 1]],
  ['curl -fsS http://localhost:8080/health', [0, 0, 7, 22]],
  ['ls -la', [0]],
  ['jq .items out.json', [0, 0, 4]],
  ['terraform plan', [0, 0, 1]],
  ['terraform validate', [0, 1]],
  ['psql -c "select count(*) from orders" app', [0, 0, 1, 2]],
  ['ssh web-2 uptime', [0, 0, 255]],
  ['ping -c 3 db-1', [0, 0, 2]],
  ['kubectl get pods', [0, 0, 1]],
];

export const terminalFirst: Routine = {
  stacks: [stacks.rust, stacks.go, stacks.python, stacks.go],
  weekdays: fullWeek,
  hours: fullDay,
  setUp: (person) => {
    person.inVim = person.random.between(0.4, 0.85);
  },
  begin: (person) => {
    const { random } = person;
    if (random.chance(0.6))
      person.beside('ssh build-1', person.first, {
        ms: random.between(2, 8) * hourMs,
        exitCode: random.pick([0, 130, 255]),
      });
    if (random.chance(0.4))
      person.beside(person.first.stack.watch, person.first, { ms: random.between(0.4, 4) * hourMs, exitCode: 130 });
  },
  step: (person, project) => {
    const { random } = person;
    const dice = random.next();
    if (dice < 0.45) {
      for (let i = random.whole(1, 4); i > 0; i--) {
        const [line, codes] = random.pick(shellLines);
        person.shell(line, project, random.pick(codes));
      }
    } else if (dice < 0.6) person.change(project, random.between(1, 10) * minuteMs * person.tempo);
    else if (dice < 0.7) {
      const line = random.pick(['less build.log', 'man rsync', 'tail -f app.log', 'htop', 'git log -p']);
      person.interactive(line, project, { ms: random.between(0.4, 7) * minuteMs, exitCode: random.pick([0, 0, 130]) });
    } else if (dice < 0.82) person.testRound(project);
    else if (dice < 0.86) person.build(project);
    else if (dice < 0.89) {
      const line = random.pick(['psql app', 'ssh db-1', 'python3', 'redis-cli']);
      person.interactive(line, project, {
        ms: random.between(3, 45) * minuteMs,
        exitCode: random.pick([0, 0, 130, 1]),
      });
    } else if (dice < 0.91) {
      person.beside(project.stack.watch, project, { ms: random.between(10, 180) * minuteMs, exitCode: 130 });
    } else if (dice < 0.93)
      person.interactive('terraform apply', project, {
        ms: random.between(1, 5) * minuteMs,
        exitCode: random.pick([0, 0, 1]),
      });
    else person.change(project, random.between(2, 8) * minuteMs);
  },
};

/** Every other week the pager may ring; open work is left as it is. */
export const onCall: Routine = {
  stacks: [stacks.go, stacks.go, stacks.python, stacks.vitest],
  weekdays: fullWeek,
  hours: fullDay,
  begin: (person, { index }, { start, end }) => {
    const { random } = person;
    if (Math.floor(index / 5) % 2 === 1 && random.chance(0.3)) return;
    const calls = Math.floor(index / 5) % 2 === 1 ? random.whole(0, 1) : random.whole(1, 4);
    for (let i = 0; i < calls; i++) person.later(random.between(start + hourMs, end - hourMs), () => incident(person));
  },
  step: plainStep,
};

function incident(person: Person): void {
  const { random, rec } = person;
  const project = random.pick(person.projects);
  const until = rec.at + random.between(8, 55) * minuteMs;
  while (rec.at < until) {
    const dice = random.next();
    if (dice < 0.25)
      person.interactive(random.pick(['ssh prod-3', 'ssh db-1']), project, {
        ms: random.between(1, 14) * minuteMs,
        exitCode: random.pick([0, 0, 130, 255]),
      });
    else if (dice < 0.45)
      person.interactive('kubectl logs -f deploy/api', project, {
        ms: random.between(0.5, 7) * minuteMs,
        exitCode: 130,
      });
    else if (dice < 0.75) {
      const [line, codes] = random.pick(shellLines);
      person.shell(line, project, random.pick(codes));
    } else person.read(project, random.between(0.3, 3) * minuteMs);
  }
  if (random.chance(0.5))
    person.rec.log({
      title: random.pick(['Incident', 'Page: latency', 'On-call handover']),
      kind: 'other',
      start: until,
      end: until + 5 * minuteMs,
    });
}
