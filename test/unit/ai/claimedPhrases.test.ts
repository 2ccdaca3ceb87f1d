import { testRefusals, type Refusals } from './refusals.ts';

const statements: Refusals = {
  run: {
    '12 runs, of which 7 failed.': '7',
    'A bad 40 % of the runs failed.': 'bad',
    '30 runs, and in all of these 12 failed.': '',
    '12 OF 30 runs failed.': '',
    '12 Of The 30 runs failed.': '',
    'It never really failed.': 'never | really',
    '12 of them, a failure each.': 'each',
    '12 times a day, or 30 times.': '12',
    '12 of the failed runs.': '',
    '12 times in a failed one.': '',
    '30 times in failed ones.': '30',
    '30 times in all on failed ones.': '30',
    '12 min in all.': '12 min',
    '12 min of each and every run.': 'every',
    'The last 30 runs.': '30',
    'The next 12 failed.': '12',
    'The last 12.': '12',
    'The first 30 times.': '30',
    '12 of which failed.': '',
    '12 of what failed.': '',
    '40 % of which failed.': '40 %',
    '12 of the runs.': '',
    '12 of red.': '',
    '12 minor crashes.': 'minor',
    '12 small successes.': '12 | small | successes',
    'It cost 2 h 10 min in all.': '',
  },
  noon: {
    '60 % of the errors come between 11:00 and 14:00 and nothing else.': 'nothing | else',
    'Errors come at 2 PM.': '2 PM.',
    'Errors come until 2 PM.': '',
    'Errors come until 2 Pm.': '',
    'Errors come until 2 AM.': '2 AM.',
  },
  noEdit: {
    'It was never even edited.': 'never',
    'It is not really a bit changed.': 'not | really',
    'It ran on 4 days, and failed.': 'failed',
    'It failed on 4 days.': '4 | failed',
    'It changed on 4 days.': '',
    'It runs on 4 days and fails.': 'fails',
  },
  week: {
    'You worked longer than usual, though.': '',
    'Than usual, you worked longer.': '',
    'You worked longer.': 'longer',
    'You lost 120 % of it.': '120 %',
  },
  focus: {
    '0.6 breaks each hour.': '',
    '0.6 breaks per hour.': '',
    '0.6 breaks per minute.': '0.6',
    '0.6 breaks hourly.': 'hourly',
    '0.6 breaks and interruptions an hour.': '',
    '22 stretches every day.': '22',
    '22 stretches per project.': '22',
    'You wasted 35 min.': '35 min | wasted',
  },
  file: {
    '24 small errors.': 'small',
    '24 really very small errors.': '24 | really | small',
    '24 quick, small errors.': '24 | quick | small',
    '24 of these errors.': '24',
    '24 minor tests.': '24 | minor | tests',
    'You lost 95 min of it.': '95 min',
  },
  plan: {
    'You lost 70 % of the tasks.': '70 %',
  },
  error: {
    'It cost 150 min to fix in all.': '',
  },
  all: {
    'Eleven in eleven runs failed.': 'Eleven | eleven',
    'Ten in ten runs failed.': 'Ten | ten',
    'Nine in nine runs failed.': 'Nine | nine',
    'Nine in ten runs failed.': 'Nine | ten',
  },
};

const advice: Refusals = {
  run: {
    'Never even edit it.': 'Never',
    'Fix the xylo failures.': 'xylo',
    'Fix the xylo runs.': 'xylo',
    'Fix xylo.': '',
    'Fix the a runs.': '',
    'Fix the b runs.': 'b',
    'Fix the readable runs.': '',
    'Fix the pre-release runs.': 'pre-release',
    'Fix the xylo-release runs.': 'xylo-release',
    'Xylo runs often.': 'Xylo',
    'Try to xylo runs.': '',
    'Fix it so that it never fails.': 'never',
    'Rerun it so long that it never fails.': 'never',
    'Fix it, that it never fails.': 'never',
    'Fix it, that it passes.': 'passes',
    'Fix it, so it passes.': 'passes',
    'Fix it so that it passes.': '',
    'Fix the way that it fails.': '',
    'Fix that way.': '',
  },
};

describe('the phrases that a fact doesn’t support', () => {
  testRefusals('statement', statements);
  testRefusals('advice', advice);
});
