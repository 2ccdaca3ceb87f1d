import * as l10n from '@vscode/l10n';
import type { AgentResultsView } from '../../../catalog/view.ts';
import { CallMessage } from '../../controls/messages.tsx';
import { useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';
import { useTotalWords } from './totalWords.ts';

const days = 30;
/** Rows of each list that are shown. */
const mostRows = 5;

/** Cost and time by commit, branch, pull request, and task, and what became of the lines that agents wrote. */
export function AgentResults() {
  const { format } = useApp();
  const { data, error } = useAnswer('agents.results', { days }, '');
  const project = (name: string): string => (name === '' ? l10n.t('Unknown project') : name);
  if (!data) return <CallMessage error={error} />;
  const { lines, tests, notCompared } = data;
  return (
    <>
      {data.help.commits > 0 && <Help help={data.help} />}
      {lines && <Lines lines={lines} />}
      {tests.turnedGreen + tests.turnedRed > 0 && (
        <Figures
          rows={[
            [l10n.t('Tests that turned green while agents worked'), format.number(tests.turnedGreen)],
            [l10n.t('Tests that turned red while agents worked'), format.number(tests.turnedRed)],
          ]}
        />
      )}
      <Costs
        title={l10n.t('By commit')}
        list={data.commits}
        nameOf={({ commit, message, project: name }) => `${message || commit.slice(0, 8)} · ${project(name)}`}
        none={l10n.t('In no commit')}
      />
      <Costs
        title={l10n.t('By branch')}
        list={data.branches}
        nameOf={({ branch, project: name }) => `${branch} · ${project(name)}`}
        none={l10n.t('Branch not known')}
      />
      <Costs
        title={l10n.t('By pull request')}
        list={data.pulls}
        nameOf={({ repo, number, title }) => `${repo} #${number} ${title}`}
        none={l10n.t('In no pull request')}
      />
      <Costs title={l10n.t('By task')} list={data.tasks} nameOf={({ title }) => title} none={l10n.t('For no task')} />
      <p class="secondary">
        {l10n.t(
          "An agent's work counts for the next commit that has lines from its session, or that its tool logged. Lines are compared without white space, and blank ones don't count. What an agent changed through shell commands can't be attributed to it.",
        )}
      </p>
      {notCompared > 0 && (
        <p class="secondary">{l10n.t('Sessions that could not be compared with a repository: {0}', notCompared)}</p>
      )}
    </>
  );
}

function Help({ help }: { help: AgentResultsView['help'] }) {
  const { format } = useApp();
  const of = (part: number, all: number): string => l10n.t('{0} of {1}', format.number(part), format.number(all));
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('Commits with help from agents'), of(help.helped, help.commits)],
    ...(help.pulls > 0
      ? [[l10n.t('Pull requests with help from agents'), of(help.helpedPulls, help.pulls)] as const]
      : []),
    [l10n.t("Commits that have an agent's lines, or that an agent made"), format.number(help.work)],
    [l10n.t('Commits whose trailers name an agent'), format.number(help.trailers)],
    ...help.agents.map(({ agent, commits }) => [l10n.t('Named: {0}', agent), format.number(commits)] as const),
  ];
  return <Figures rows={rows} />;
}

function Figures({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl class="agent-times">
      {rows.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ lines }: { lines: NonNullable<AgentResultsView['lines']> }) {
  const { format } = useApp();
  const rows: readonly (readonly [string, number])[] = [
    [l10n.t('Lines that agents wrote'), lines.written],
    [l10n.t('Reached a commit'), lines.committed],
    [l10n.t('Still there'), lines.kept],
    [l10n.t('Survived a week'), lines.survived],
    [l10n.t('Too recent to tell'), lines.young],
    [l10n.t('Rewritten by you or another program'), lines.rewritten],
    [l10n.t('Deleted after a commit'), lines.deleted],
    [l10n.t('Rework by agents'), lines.reworked + lines.redone],
    [l10n.t('Removed before a commit'), lines.dropped],
    [l10n.t('Not committed yet'), lines.pending],
  ];
  return <Figures rows={rows.map(([name, count]) => [name, format.number(count)])} />;
}

type Sums = AgentResultsView['totals'];

interface CostsProps<R extends Sums> {
  readonly title: string;
  readonly list: { readonly rows: readonly R[]; readonly others: Sums; readonly none: Sums };
  readonly nameOf: (row: R) => string;
  /** The label of the remainder. */
  readonly none: string;
}

/** The dearest rows, and what belongs to none. Absent if nothing belongs to any. */
function Costs<R extends Sums>({ title, list: { rows, none }, nameOf, none: noneName }: CostsProps<R>) {
  const { format } = useApp();
  const words = useTotalWords();
  if (rows.length === 0) return null;
  const shown = [...rows.slice(0, mostRows).map((row) => [nameOf(row), row] as const), [noneName, none] as const];
  return (
    <>
      <h3 class="agents-heading">{title}</h3>
      <ul class="agent-sessions">
        {shown.map(([name, sums]) => (
          <li key={name}>
            <span class="agent-session-name">{name}</span>
            <span class="secondary">
              {l10n.t(
                '{0} · {1} tokens · {2}',
                format.exactDuration(sums.workMs),
                words.tokens(sums),
                words.cost(sums),
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
