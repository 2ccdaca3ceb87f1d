import { useRef, useState } from 'preact/hooks';
import type { SuggestionsView } from '../../../catalog/view.ts';
import { Button, IconButton } from '../../controls/button.tsx';
import { Disclosure } from '../../controls/disclosure.tsx';
import { Form } from '../../controls/form.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { TextField } from '../../controls/textField.tsx';
import { fill } from '../../format/text.ts';
import { focusSoon, neighbourOf } from '../../layout/focus.ts';
import type { LastChange } from '../../layout/undo.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { useAnswer } from '../../state/useAnswer.ts';

interface SuggestionsProps {
  readonly day: string;
  /** Changes when the suggestions must be asked for again. */
  readonly basis: string;
  readonly onChanged: () => void;
  readonly onDone: LastChange['offer'];
}

/** Measured time that belongs to no entry, to be added with one key each, and the rules that name it. */
export function Suggestions({ day, basis, onChanged, onDone }: SuggestionsProps) {
  const { strings, format } = useApp();
  const t = strings.time.suggestions;
  const { data } = useAnswer('suggestions.list', { day }, basis);
  if (!data || (data.suggestions.length === 0 && data.rules.length === 0)) return null;
  return (
    <>
      {data.suggestions.length > 0 && (
        <Disclosure keptAs="open.suggestions" label={format.count(t.heading, data.suggestions.length)}>
          <p class="secondary">{t.hint}</p>
          <ul class="suggestions">
            {data.suggestions.map((suggestion) => (
              <Suggestion key={suggestion.start} {...{ suggestion, onChanged, onDone }} />
            ))}
          </ul>
        </Disclosure>
      )}
      {data.rules.length > 0 && (
        <Disclosure keptAs="open.suggestionRules" label={t.rules}>
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
  const { rpc, strings, format, announce } = useApp();
  const t = strings.time.suggestions;
  const action = useAction();
  const [title, setTitle] = useState<string>();
  const row = useRef<HTMLLIElement>(null);
  const { start, end, measuredMs, project, projectName, branch, task, tags } = suggestion;
  const when = `${format.clock(start)} – ${format.clock(end)}`;
  const done = async (call: () => Promise<unknown>, said: string) => {
    const next = { current: neighbourOf(row.current).current?.querySelector('button') ?? null };
    if (!(await action.run(call))) return false;
    announce(said);
    onChanged();
    focusSoon(next);
    return true;
  };
  const accept = (named = suggestion.title) => {
    const purpose = { title: named, tags, project, ...(branch !== undefined && { branch }) };
    const learn = named !== suggestion.title;
    const input = { ...purpose, start, end, learn, ...(task !== undefined && !learn && { task }) };
    return done(() => rpc.call('suggestions.accept', input), strings.time.saved);
  };
  const dismiss = async () => {
    let id = '';
    const call = async () => void (id = (await rpc.call('suggestions.dismiss', { start, end })).id);
    const text = fill(t.dismissed, when);
    if (await done(call, text)) onDone({ text, undo: () => rpc.call('suggestions.restore', { id }) });
  };
  const why = [when, fill(strings.time.there, format.duration(measuredMs)), projectName, branch];
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
          name={fill(t.renameOf, suggestion.title, when)}
          title={title}
          hint={t.learns}
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
  const { strings } = useApp();
  const t = strings.time.suggestions;
  const buttons = [
    [t.accept, t.acceptOf, onAccept],
    [t.rename, t.renameOf, onRename],
    [t.dismiss, t.dismissOf, onDismiss],
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
  const { strings } = useApp();
  const submit = () => void (title.trim() !== '' && onSave());
  return (
    <Form name={name} onSubmit={submit} onCancel={onCancel}>
      <TextField label={strings.time.form.title} value={title} onInput={onTitle} hint={hint} autofocus />
      <div class="button-row">
        <Button primary onClick={submit}>
          {strings.common.save}
        </Button>
        <Button onClick={onCancel}>{strings.common.cancel}</Button>
      </div>
    </Form>
  );
}

interface RuleProps {
  readonly rule: SuggestionsView['rules'][number];
  readonly onChanged: () => void;
}

/** A rule that was learned: where it applies, and the title that it gives. */
function Rule({ rule: { id, title, projectName, branch }, onChanged }: RuleProps) {
  const { rpc, strings } = useApp();
  const t = strings.time.suggestions;
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
          <span>{fill(t.rule, where, title)}</span>
          <span>
            <IconButton icon="edit" name={fill(t.editRule, where)} onClick={() => setDraft(title)} />
            <IconButton
              icon="trash"
              name={fill(t.deleteRule, where)}
              onClick={() => change(() => rpc.call('suggestions.deleteRule', { id }))}
            />
          </span>
        </div>
      ) : (
        <TitleForm
          name={fill(t.editRule, where)}
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
