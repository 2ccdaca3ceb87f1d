import type { LineSum, ReconciledCommit, ReconciledFile } from '../../../analytics/why/reconcile.ts';
import { provenances } from '../../../core/facts/activity.ts';
import type { Translate } from '../../../core/base/translate.ts';
import { escapeMarkdown } from '../../../core/base/markdown.ts';
import { provenanceLabel } from './provenanceLabel.ts';

/** The maximum number of a commit's files that are listed: those with the most unexplained lines. */
const filesShown = 20;

/** Each commit, and each of its files, with git's lines, those that were seen by provenance, and what remains unexplained. */
export function commitLines(commits: readonly ReconciledCommit[], t: Translate): string[] {
  if (commits.length === 0) return [];
  const note = t(
    'Lines as git counts them, next to the edits seen since the previous commit. The unexplained part is negative where lines were written and changed again.',
  );
  return [`## ${t('Commits')}`, note, ...commits.flatMap((one) => commitText(one, t))];
}

function commitText({ commit, files, ...of }: ReconciledCommit, t: Translate): string[] {
  const git = { added: commit.insertions, removed: commit.deletions };
  const head = `**${escapeMarkdown(commit.subject)}**: ${sentence({ git, ...of }, t)}`;
  const shown = files.toSorted((a, b) => open(b) - open(a)).slice(0, filesShown);
  const rows = shown.map((file) => `- ${escapeMarkdown(file.file)}: ${sentence(file, t)}`);
  const rest = files.length - shown.length;
  if (rest > 0) rows.push(`- ${t('{0} more files, with a smaller unexplained part', rest)}`);
  return rows.length === 0 ? [head] : [head, rows.join('\n')];
}

function sentence({ git, seen, remainder }: Omit<ReconciledFile, 'file'>, t: Translate): string {
  const parts = provenances.flatMap((name) => (seen[name] ? [`${provenanceLabel(name, t)} ${lines(seen[name])}`] : []));
  const known = parts.length > 0 ? parts.join(', ') : t('nothing');
  const rest =
    remainder.added === 0 && remainder.removed === 0
      ? t('all explained')
      : t('not explained: {0}', `${signed(remainder.added)} / ${signed(-remainder.removed)}`);
  return t('git {0}; seen: {1}; {2}', lines(git), known, rest);
}

const lines = ({ added, removed }: LineSum): string => `+${added} −${removed}`;

const open = ({ remainder: { added, removed } }: ReconciledFile): number => Math.abs(added) + Math.abs(removed);

const signed = (count: number): string => (count < 0 ? `−${-count}` : `+${count}`);
