import type { HubAnswer, Route } from '../http/router.ts';
import { WakaTimeAnswers } from './answers.ts';
import { Days } from './days.ts';
import { WakaTimeGoals } from './goals.ts';
import { prepareHeartbeats } from './heartbeatSchema.ts';
import { receiveHeartbeats, type ReceiverServices } from './receive.ts';

/** The base paths of WakaTime's API: its own, and those that Wakapi established. */
const bases = ['/api/v1', '/api', '/api/compat/wakatime/v1'];

/** The part of WakaTime's API that its clients use: https://wakatime.com/developers */
export function wakaTimeRoutes(receiving: ReceiverServices): Route[] {
  prepareHeartbeats();
  return bases.flatMap((base) => routesOf(receiving, base));
}

function routesOf(receiving: ReceiverServices, base: string): Route[] {
  const answers = new WakaTimeAnswers(new Days(receiving.store), receiving.clock);
  const goals = new WakaTimeGoals(receiving.store);
  const user = `${base}/users/:user`;
  const receive: Route['run'] = (request) => receiveHeartbeats(request, receiving);
  const writes = ['heartbeats', 'heartbeats.bulk'].map((name): Route => ({
    method: 'POST',
    path: `${user}/${name}`,
    scope: 'write',
    run: receive,
  }));
  const read = (path: string, run: Route['run']): Route => ({ method: 'GET', path, scope: 'read', run });
  const nothing =
    (status: number, body: unknown): (() => HubAnswer) =>
    () => ({ status, body });
  return [
    ...writes,
    ...['heartbeat', 'heartbeats'].map((name): Route => ({
      method: 'POST',
      path: `${base}/${name}`,
      scope: 'write',
      run: receive,
    })),
    read(user, (request) => answers.user(request)),
    ...['statusbar/today', 'status_bar/today'].map((path) =>
      read(`${user}/${path}`, (request) => answers.today(request)),
    ),
    read(`${user}/summaries`, (request) => answers.summaries(request)),
    read(`${user}/stats`, (request) => answers.stats(request)),
    read(`${user}/stats/:range`, (request) => answers.stats(request)),
    read(`${user}/durations`, (request) => answers.durations(request)),
    read(`${user}/projects`, (request) => answers.projects(request)),
    read(`${user}/goals`, (request) => goals.all(request)),
    read(`${user}/goals/:goal`, (request) => goals.one(request)),
    { method: 'POST', path: `${user}/file_experts`, scope: 'read', run: nothing(200, { data: [] }) },
    // A plugin's report of its own failures may contain paths. It is dropped, with a success response.
    { method: 'POST', path: `${base}/plugins/errors`, scope: 'write', run: nothing(201, { data: {} }) },
  ];
}
