import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { useRef, useState } from 'preact/hooks';
import type { SuggestionsView } from '../../../catalog/view.ts';
import { baseName } from '../../../core/base/baseName.ts';
import { IconButton } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Form, FormEnd } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
import { buttonAfter, focusSoon } from '../../layout/focus.ts';
import type { LastChange } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';

interface SuggestionsProps {
  readonly day: string;
  /** Changes when the suggestions must be requested again. */
  readonly basis: string;
  readonly onChanged: () => void;
  readonly onDone: LastChange['offer'];
}

/** Measured time that belongs to no entry, to be added with one key each, and the rules that name it. */
export function Suggestions({ day, basis, onChanged, onDone }: SuggestionsProps) {
  const { format } = useApp();
  const { data } = useAnswer('suggestions.list', { day }, basis);
  if (!data || (data.suggestions.length === 0 && data.rules.length === 0)) return null;
  return (
    <>
      {data.suggestions.length > 0 && (
        <Disclosure
          keptAs="open.suggestions"
          label={format.count(plural('{0} Suggested Entry', '{0} Suggested Entries'), data.suggestions.length)}
        >
          <p class="secondary">{l10n.t('Measured time that belongs to no entry.')}</p>
          <ul class="suggestions">
            {data.suggestions.map((suggestion) => (
              <Suggestion key={suggestion.start} {...{ suggestion, onChanged, onDone }} />
            ))}
          </ul>
        </Disclosure>
      )}
      {data.rules.length > 0 && (
        <Disclosure keptAs="open.suggestionRules" label={l10n.t('Rules for Suggestions')}>
          <ul class="suggestions">
            {data.rules.map((rule) => (
              <Rule key={rule.id} rule={rule} onChanged={onChanged} />
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

interface SuggestionProps extends Pick<SuggestionsProps, 'onChanged' | 'onDone'> {
  readonly suggestion: SuggestionsView['suggestions'][number];
}

function Suggestion({ suggestion, onChanged, onDone }: SuggestionProps) {
  const { rpc, format, announce } = useApp();
  const action = useAction();
  const [title, setTitle] = useState<string>();
  const row = useRef<HTMLLIElement>(null);
  const { start, end, measuredMs, project, projectName, branch, files, task, tags } = suggestion;
  const when = `${format.clock(start)} – ${format.clock(end)}`;
  const done = async (call: () => Promise<unknown>, message: string) => {
    const [leaving, next] = [row.current, buttonAfter(row.current)];
    if (!(await action.run(call))) return false;
    announce(message);
    onChanged();
    focusSoon(next, leaving);
    return true;
  };
  const accept = (named = suggestion.title) => {
    const purpose = { title: named, tags, project, ...(branch !== undefined && { branch }) };
    const learn = named !== suggestion.title;
    const input = { ...purpose, start, end, learn, ...(task !== undefined && !learn && { task }) };
    return done(() => rpc.call('suggestions.accept', input), l10n.t('Time entry saved.'));
  };
  const dismiss = async () => {
    let id = '';
    const call = async () => void (id = (await rpc.call('suggestions.dismiss', { start, end })).id);
    const text = l10n.t('Dismissed {0}.', when);
    if (await done(call, text)) onDone({ text, undo: () => rpc.call('suggestions.restore', { id }) });
  };
  const names = files.map(baseName).join(', ');
  const why = [when, l10n.t('You were there {0}', format.duration(measuredMs)), projectName, branch, names];
  return (
    <li ref={row} class="suggestion">
      <div class="time-line">
        <span class="time-title">{suggestion.title}</span>
        <span class="time-length">{format.duration(end - start)}</span>
        <span class="secondary time-words">{why.filter(Boolean).join(' · ')}</span>
      </div>
      {title === undefined ? (
        <SuggestionButtons
          name={[suggestion.title, when]}
          onAccept={() => void accept()}
          onRename={() => setTitle(suggestion.title)}
          onDismiss={() => void dismiss()}
        />
      ) : (
        <TitleForm
          name={l10n.t('Add {0}, {1}, with another title', suggestion.title, when)}
          title={title}
          hint={l10n.t('Suggestions for the same branch get this title, too.')}
          onTitle={setTitle}
          onSave={() => accept(title.trim())}
          onCancel={() => setTitle(undefined)}
        />
      )}
      <CallMessage error={action.error} />
    </li>
  );
}

interface SuggestionButtonsProps {
  /** Title and time of the suggestion. */
  readonly name: readonly [title: string, when: string];
  readonly onAccept: () => void;
  readonly onRename: () => void;
  readonly onDismiss: () => void;
}

function SuggestionButtons({ name, onAccept, onRename, onDismiss }: SuggestionButtonsProps) {
  const buttons = [
    [l10n.t('Add'), l10n.t('Add {0}, {1}'), onAccept],
    [l10n.t('Add As…'), l10n.t('Add As… {0}, {1}'), onRename],
    [l10n.t('Dismiss'), l10n.t('Dismiss {0}, {1}'), onDismiss],
  ] as const;
  return (
    <div class="button-row">
      {buttons.map(([text, label, onClick]) => (
        <button key={text} type="button" class="link" aria-label={fill(label, ...name)} onClick={onClick}>
          {text}
        </button>
      ))}
    </div>
  );
}

interface TitleFormProps {
  readonly name: string;
  readonly title: string;
  readonly hint?: string;
  readonly onTitle: (title: string) => void;
  readonly onSave: () => unknown;
  readonly onCancel: () => void;
}

function TitleForm({ name, title, hint, onTitle, onSave, onCancel }: TitleFormProps) {
  const submit = () => void (title.trim() !== '' && onSave());
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <TextField label={l10n.t('Title')} value={title} onInput={onTitle} hint={hint} autofocus />
      <FormEnd onSubmit={submit} onCancel={onCancel} />
    </Form>
  );
}

interface RuleProps {
  readonly rule: SuggestionsView['rules'][number];
  readonly onChanged: () => void;
}

/** A rule that was learned: where it applies, and the title that it gives. */
function Rule({ rule: { id, title, projectName, branch }, onChanged }: RuleProps) {
  const { rpc } = useApp();
  const action = useAction();
  const [draft, setDraft] = useState<string>();
  const change = async (call: () => Promise<unknown>) => {
    if (!(await action.run(call))) return;
    setDraft(undefined);
    onChanged();
  };
  const where = branch === undefined ? projectName : `${projectName} · ${branch}`;
  return (
    <li class="suggestion">
      {draft === undefined ? (
        <div class="suggestion-rule">
          <span>{l10n.t('{0}: {1}', where, title)}</span>
          <span>
            <IconButton icon="edit" name={l10n.t('Edit the rule for {0}', where)} onClick={() => setDraft(title)} />
            <IconButton
              icon="trash"
              name={l10n.t('Delete the rule for {0}', where)}
              onClick={() => change(() => rpc.call('suggestions.deleteRule', { id }))}
            />
          </span>
        </div>
      ) : (
        <TitleForm
          name={l10n.t('Edit the rule for {0}', where)}
          title={draft}
          onTitle={setDraft}
          onSave={() => change(() => rpc.call('suggestions.renameRule', { id, title: draft.trim() }))}
          onCancel={() => setDraft(undefined)}
        />
      )}
      <CallMessage error={action.error} />
    </li>
  );
}
