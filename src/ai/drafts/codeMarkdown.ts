import { counted } from '../../core/base/counted.ts';
import type { Translate } from '../../core/base/translate.ts';
import { changeKinds } from '../answerSchemas.ts';
import type { CodeDiff } from './codeDiff.ts';
import type { CodeDraft, CodeDraftInput, DraftStatement } from './codeDraft.ts';

/** Commits and files that a draft without a model lists at most. */
const listedAtMost = 50;
/** Files that a statement names at most. */
const namedAtMost = 3;

/**
 * The text of a draft in Markdown. The task and the decisions are the user's own words, so they are put in as they are.
 * @param draft of a model; without one, commits and files are listed
 */
export function codeMarkdown(input: CodeDraftInput, draft: CodeDraft | undefined, t: Translate): string {
  const { kind, task, decisions } = input;
  const sections = [
    ...(draft ? draftSections(input, draft, t) : listSections(input, t)),
    ...(task === undefined ? [] : [`## ${t('Task')}\n\n${line(task)}`]),
    ...(decisions.length === 0 ? [] : [decisionSection(input, t)]),
  ];
  const title = draft?.title || (kind === 'pullRequest' ? t('Summary of changes') : t('Changes'));
  return `${[`# ${title}`, ...sections].join('\n\n')}\n`;
}

/** Remarks beside a draft: what of the changes wasn't sent, and what of the answer wasn't used. */
export function draftNotes(diff: CodeDiff, draft: CodeDraft | undefined, t: Translate): string[] {
  const cut = diff.files.filter(({ left }) => left === 'cut').length;
  const listed = diff.files.filter(({ left }) => left !== undefined && left !== 'cut').length + diff.unlisted;
  const notes: readonly [number, readonly [string, string]][] = [
    [diff.excluded, ['1 excluded file was left out.', '{0} excluded files were left out.']],
    [
      diff.secretFiles,
      ['1 file that may hold secrets was left out.', '{0} files that may hold secrets were left out.'],
    ],
    [diff.secrets, ['1 possible secret was removed.', '{0} possible secrets were removed.']],
    [listed, ['The content of 1 file was left out.', 'The content of {0} files was left out.']],
    [cut, ['1 file was cut.', '{0} files were cut.']],
    [
      draft?.refused ?? 0,
      [
        '1 statement was left out, since nothing that was sent supports it.',
        '{0} statements were left out, since nothing that was sent supports them.',
      ],
    ],
  ];
  return notes.filter(([count]) => count > 0).map(([count, forms]) => counted(t, forms, [count]));
}

function draftSections({ kind }: CodeDraftInput, { summary, changes, notes }: CodeDraft, t: Translate): string[] {
  const list = (items: readonly DraftStatement[]): string => items.map(bullet).join('\n');
  const kinds = {
    added: t('Added'),
    changed: t('Changed'),
    fixed: t('Fixed'),
    removed: t('Removed'),
    internal: t('Internal'),
  };
  const grouped = changeKinds.flatMap((one) => {
    const items = changes.filter((change) => change.kind === one);
    return items.length === 0 ? [] : [`## ${kinds[one]}\n\n${list(items)}`];
  });
  const flat = changes.length === 0 ? [] : [`## ${t('Changes')}\n\n${list(changes)}`];
  const heading = kind === 'pullRequest' ? t('For reviewers') : t('Upgrading');
  return [
    ...(summary === '' ? [] : [summary]),
    ...(kind === 'pullRequest' ? flat : grouped),
    ...(notes.length === 0 ? [] : [`## ${heading}\n\n${list(notes)}`]),
  ];
}

function bullet({ text, files }: DraftStatement): string {
  const names = files.slice(0, namedAtMost).map((file) => `\`${file.replaceAll('`', '')}\``);
  const isNamed = names.every((name) => text.includes(name));
  return `- ${text}${isNamed ? '' : ` (${names.join(', ')}${files.length > namedAtMost ? ', …' : ''})`}`;
}

function listSections({ commits, diff }: CodeDraftInput, t: Translate): string[] {
  const files = diff.files.slice(0, listedAtMost).map(({ path, added, removed, patch }) => {
    const size = patch === undefined ? '' : ` (+${added} −${removed})`;
    return `- \`${path.replaceAll('`', '')}\`${size}`;
  });
  const more = diff.files.length + diff.unlisted - files.length;
  if (more > 0) files.push(`- ${counted(t, ['1 more file', '{0} more files'], [more])}`);
  return [
    ...(commits.length === 0
      ? []
      : [
          `## ${t('Commits')}\n\n${commits
            .slice(0, listedAtMost)
            .map((one) => `- ${line(one)}`)
            .join('\n')}`,
        ]),
    ...(files.length === 0 ? [] : [`## ${t('Files')}\n\n${files.join('\n')}`]),
  ];
}

function decisionSection({ decisions }: CodeDraftInput, t: Translate): string {
  const notes = decisions.map(({ title, why }) => [`- **${line(title)}**`, ...indented(why)].join('\n'));
  return `## ${t('Decisions')}\n\n${notes.join('\n')}`;
}

function indented(text: string): string[] {
  return text.trim() === ''
    ? []
    : [
        '',
        ...text
          .trim()
          .split(/\r?\n/)
          .map((one) => (one === '' ? '' : `  ${one}`)),
      ];
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
