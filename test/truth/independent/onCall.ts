import type { TruthDay } from '../truthDay.ts';

/** On call: alarms at odd hours, ssh into machines, waiting for deployments. */
export const days: readonly TruthDay[] = [
  {
    id: 'oncall-night',
    about: 'An alarm at two: fifty minutes in an ssh session, which is then left open until morning.',
    script: `
      02:05-08:30 command other ops ssh db-3
      02:05-02:55 press
      02:55-08:30 away asleep
      08:30-08:45 shell ops
      10:00-11:30 type ops/runbook.md
      13:00-15:00 type ops/alerts.yaml`,
    minutes: 275,
    machine: 0,
  },
  {
    id: 'oncall-deploys',
    about: 'Three deployments of eight minutes, the logs of which are watched; one more runs while the dog is let out.',
    script: `
      09:00-09:40 type ops/deploy.ts
      09:40-09:48 command build ops ./deploy.sh eu
      09:40-09:48 wait
      09:48-10:30 type ops/deploy.ts
      10:30-10:38 command build ops ./deploy.sh us
      10:30-10:38 wait
      10:38-11:30 type ops/deploy.ts
      11:30-11:38 command build ops ./deploy.sh ap
      11:30-11:38 wait
      11:38-12:00 shell ops
      13:00-13:40 shell ops
      13:40-13:48 command build ops ./deploy.sh eu
      13:40-13:58 away
      13:58-15:30 shell ops`,
    minutes: 312,
    machine: 8,
  },
];
