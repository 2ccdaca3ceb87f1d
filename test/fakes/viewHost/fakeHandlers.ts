import { fitsFilter } from '../../../src/analytics/feedFilter.ts';
import type { Handlers } from '../../../src/catalog/view.ts';
import type { FeedItem, Plan, PlanTask } from '../../../src/core/views/views.ts';
import type { FakeHost } from './fakeHost.ts';
import { blockHandlers } from './sampleBlocks.ts';
import { sampleDashboard, sampleFeed, samplePastPlan } from './sampleDashboard.ts';
import { focusHandlers } from './sampleFocus.ts';
import { goalHandlers } from './sampleGoals.ts';
import { noAgents, runningAgents, sampleRuns, sampleAgents, sampleResults } from './sampleAgents.ts';
import { sampleMeetings } from './sampleMeetings.ts';
import { suggestionHandlers, timeHandlers } from './sampleTime.ts';
import { sampleGithub } from './sampleGithub.ts';
import { sampleSetup } from './sampleSetup.ts';
import { noInsights, changedItem, sampleInsights, sampleReceipts } from './sampleInsights.ts';
import {
  daysAgo,
  sampleDay,
  sampleHistory,
  samplePatterns,
  sampleRange,
  sampleResearch,
  sampleTop,
} from './sampleHistory.ts';

const minute = 60_000;
const shownItems = 20;

/** A host that keeps everything in memory and does with each call what the real one does. */
export function fakeHandlers(host: FakeHost): Partial<Handlers> {
  let lastId = 0;
  const newId = () => `new${++lastId}`;
  let insights = sampleInsights;
  host.feed = host.dashboard.feed.items.length > 0 ? sampleFeed(140) : [];
  const blocks = blockHandlers(host);
  const showFeed = () => {
    host.feed.sort((a, b) => b.start - a.start);
    host.dashboard = {
      ...host.dashboard,
      feed: { items: host.feed.slice(0, shownItems), more: host.feed.length > shownItems },
    };
  };
  return {
    'dashboard.get': async () => host.dashboard,
    'feed.more': async ({ before, limit, filter }) => {
      const older = host.feed.filter((item) => item.start < before && fitsFilter(filter ?? {})(item));
      const end = host.dashboard.at - host.searchYears * 365 * 1440 * minute;
      const searchedTo = Math.min(before, host.dashboard.at) - 56 * 1440 * minute;
      if (filter && older.length <= limit && searchedTo > end) return { items: older, more: true, searchedTo };
      return { items: older.slice(0, limit), more: older.length > limit };
    },
    'activity.save': async ({ id = newId(), title, kind, start, minutes, errors, notes }) => {
      const item: FeedItem = {
        id,
        title,
        kind,
        start,
        errors,
        source: 'manual',
        durationMs: minutes * minute,
        manual: { notes, minutes },
      };
      host.feed = [item, ...host.feed.filter((other) => other.id !== id)];
      showFeed();
      return { id };
    },
    'activity.delete': async ({ id }) => {
      host.feed = host.feed.filter((item) => item.id !== id);
      showFeed();
      return {};
    },
    ...historyHandlers,
    ...blocks.handlers,
    'calendar.events': async ({ from }) => ({ days: host.meetings ? [sampleMeetings(from)] : [] }),
    'calendar.answer': async () => {
      host.meetings = false;
      host.changed('meetingAnswers');
      return {};
    },
    'agents.day': async ({ day }) => (host.agents ? sampleAgents(day) : noAgents(day)),
    'agents.results': async () => sampleResults(),
    'agents.runs': async () => ({ runs: host.agents ? sampleRuns() : [] }),
    'agents.live': async () => ({ agents: host.agents ? runningAgents() : [] }),
    ...focusHandlers(() => host.dashboard.firstDay),
    ...goalHandlers(() => host.dashboard.firstDay, newId),
    ...timeHandlers(() => host.dashboard.firstDay, newId),
    ...suggestionHandlers(() => host.dashboard.firstDay, newId),
    ...planHandlers(host, newId),
    'insights.get': async () => (host.dashboard.firstDay ? noInsights : insights),
    'insights.analyze': async () => insights,
    'insights.judge': async ({ item, verdict }) => (insights = changedItem(insights, item, { verdict })),
    'insights.addToPlan': async ({ item, to }) => {
      insights = changedItem(insights, item, { planned: true });
      return { id: newId(), day: to ?? host.dashboard.planFor };
    },
    'receipts.list': async () => sampleReceipts,
    'receipts.show': async () => ({}),
    'github.status': async () => sampleGithub,
    'setup.get': async () => sampleSetup,
    'settings.open': async () => ({}),
    'why.open': async () => ({}),
    'images.save': async () => ({ saved: true }),
    'places.open': async () => ({}),
    'command.run': async ({ command }) => {
      if (command === 'daymark.placePlan') blocks.place();
      if (command === 'daymark.resume') host.dashboard = { ...host.dashboard, tracking: 'on' };
      return {};
    },
  };
}

const historyHandlers = {
  'activity.range': async ({ days, by }) => sampleRange(days, by),
  'history.get': async () => sampleHistory(),
  'patterns.get': async () => samplePatterns(),
  'top.get': async () => sampleTop(),
  'top.days': async () => ({
    days: [
      { day: daysAgo(1), ms: 3 * 60 * minute },
      { day: daysAgo(2), ms: 45 * minute },
    ],
    restDays: 3,
    restMs: 50 * minute,
  }),
  'day.get': async ({ day }) => sampleDay(day),
  'research.get': async () => sampleResearch,
} satisfies Partial<Handlers>;

type PlanMethod = Extract<keyof Handlers, `plan.${string}`>;

function planHandlers(host: FakeHost, newId: () => string): Pick<Handlers, PlanMethod> {
  const planOf = (day: string) => [host.dashboard.plan, host.dashboard.nextPlan].find((plan) => plan?.day === day);
  const change = (fits: (plan: Plan) => boolean, changed: (plan: Plan) => Plan) => {
    const { plan, nextPlan } = host.dashboard;
    const applied = (each: Plan | null) => (each && fits(each) ? changed(each) : each);
    host.dashboard = { ...host.dashboard, plan: applied(plan), nextPlan: applied(nextPlan) };
  };
  const changeTasks = (id: string, changed: (tasks: PlanTask[]) => PlanTask[]) =>
    change(
      ({ tasks }) => tasks.some((task) => task.id === id),
      (plan) => ({ ...plan, tasks: changed(plan.tasks) }),
    );
  const put = (plan: Plan) => {
    const isToday = plan.day === host.dashboard.today.day;
    host.dashboard = { ...host.dashboard, ...(isToday ? { plan } : { nextPlan: plan }) };
  };
  return {
    'plan.generate': async ({ replace }) => {
      const day = host.dashboard.planFor;
      if (planOf(day) && !replace) throw Object.assign(new Error('There is a plan.'), { code: 'plan-exists' });
      const made = sampleDashboard().plan;
      if (!made) throw new Error('the sample has a plan');
      const tasks = made.tasks.slice(0, 4).map((task) => ({ ...task, id: newId(), done: false }));
      put({ ...made, day, tasks });
      return { day, tasks: tasks.length };
    },
    'plan.saveTask': async ({ id, day, link, ...rest }) => {
      const fields = { ...rest, ...(link && { evidence: [{ id: 'link', text: link, url: link }] }) };
      if (id !== undefined) {
        changeTasks(id, (tasks) => tasks.map((task) => (task.id === id ? { ...task, ...fields } : task)));
        return { id };
      }
      const added: PlanTask = { id: newId(), ...fields, done: false, source: 'user', evidence: fields.evidence ?? [] };
      const empty: Plan = {
        day,
        provider: 'rules',
        capacityMinutes: 360,
        capacityEvidence: [],
        tasks: [],
        learning: null,
        reflection: null,
      };
      const plan = planOf(day) ?? empty;
      put({ ...plan, tasks: [...plan.tasks, added] });
      return { id: added.id };
    },
    'plan.tick': async ({ id, done }) => {
      changeTasks(id, (tasks) => tasks.map((task) => (task.id === id ? { ...task, done } : task)));
      return {};
    },
    'plan.start': async ({ id }) => {
      change(
        () => true,
        (plan) => ({
          ...plan,
          tasks: plan.tasks.map((task) =>
            task.id === id
              ? { ...task, startedAt: host.dashboard.at, actualMs: task.actualMs ?? 0 }
              : { ...task, startedAt: undefined },
          ),
        }),
      );
      return {};
    },
    'plan.stop': async ({ id }) => {
      changeTasks(id, (tasks) => tasks.map((task) => ({ ...task, startedAt: undefined })));
      return {};
    },
    'plan.last': async () => (host.dashboard.firstDay ? null : samplePastPlan),
    'plan.move': async ({ id, before }) => {
      changeTasks(id, (tasks) => {
        const moved = tasks.filter((task) => task.id === id);
        const others = tasks.filter((task) => task.id !== id);
        const index = before === null ? others.length : others.findIndex((task) => task.id === before);
        return others.toSpliced(index, 0, ...moved);
      });
      return {};
    },
    'plan.deleteTask': async ({ id }) => {
      changeTasks(id, (tasks) => tasks.filter((task) => task.id !== id));
      return {};
    },
    'plan.tickLearning': async ({ day, done }) => {
      change(
        (plan) => plan.day === day,
        (plan) => ({ ...plan, learning: plan.learning && { ...plan.learning, done } }),
      );
      return {};
    },
    'plan.answer': async ({ day, answer }) => {
      change(
        (plan) => plan.day === day,
        (plan) => ({ ...plan, reflection: plan.reflection && { ...plan.reflection, answer } }),
      );
      return {};
    },
  };
}
