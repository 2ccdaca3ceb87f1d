import * as l10n from '@vscode/l10n';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../controls/button.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { drawMilestones } from './milestoneImage.ts';
import { InEditor } from '../../layout/inEditor.tsx';

type EarnedList = readonly {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly day: string;
}[];

interface ShareProps {
  readonly earned: EarnedList;
}

interface EarnedProps extends ShareProps {
  readonly today: string;
}

type Form = 'markdown' | 'image';

/** The milestones that were earned, and two ways to share them, each of which first shows all that it reveals. */
export function EarnedMilestones({ earned, today }: EarnedProps) {
  const { format } = useApp();
  const [form, setForm] = useState<Form>();
  const choice = (one: Form, label: string) => (
    <Button expanded={form === one} onClick={() => setForm(form === one ? undefined : one)}>
      {label}
    </Button>
  );
  return (
    <>
      <ul class="milestones">
        {earned.map(({ id, title, what, day }) => (
          <li key={id}>
            <strong>{title}</strong>{' '}
            <span class="secondary">{l10n.t('{0} {1}', what, format.datedDay(day, today))}</span>
          </li>
        ))}
      </ul>
      <div class="button-row">
        {choice('markdown', l10n.t('Share as Markdown…'))}
        {choice('image', l10n.t('Share as Image…'))}
      </div>
      {form === 'markdown' && <MarkdownShare earned={earned} />}
      {form === 'image' && <ImageShare earned={earned} />}
    </>
  );
}

function MarkdownShare({ earned }: ShareProps) {
  const { announce } = useApp();
  const action = useAction();
  const [isCopied, setCopied] = useState(false);
  const markdown = earned.map(({ title, what }) => `- **${title}**: ${what}`).join('\n');
  const copy = async () => {
    if (!(await action.run(() => navigator.clipboard.writeText(markdown)))) return;
    announce(l10n.t('Copied.'));
    setCopied(true);
  };
  return (
    <>
      <p class="secondary">
        {l10n.t('This is all that is copied. It has no dates, and no names of projects or tasks.')}
      </p>
      <pre class="milestones-shared">{markdown}</pre>
      <div class="button-row">
        <Button primary onClick={copy}>
          {l10n.t('Copy')}
        </Button>
        {isCopied && <span class="secondary">{l10n.t('Copied.')}</span>}
      </div>
      <CallMessage error={action.error} />
    </>
  );
}

/** The image is made here and shown as it will be; nothing is sent. */
function ImageShare({ earned }: ShareProps) {
  const { rpc, announce } = useApp();
  const action = useAction();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [done, setDone] = useState('');
  const say = (text: string) => {
    announce(text);
    setDone(text);
  };
  useEffect(() => {
    if (canvas.current) drawMilestones(canvas.current, { heading: l10n.t('Milestones'), milestones: earned });
  }, [earned]);
  const copy = async () => {
    const item = { 'image/png': imageOf(canvas.current) };
    if (await action.run(() => navigator.clipboard.write([new ClipboardItem(item)]))) say(l10n.t('Copied.'));
  };
  const save = () =>
    action.run(async () => {
      const png = await base64Of(await imageOf(canvas.current));
      const { saved } = await rpc.call('images.save', { name: 'daymark-milestones', png });
      if (saved) say(l10n.t('Saved.'));
    });
  return (
    <>
      <p class="secondary">
        {l10n.t('This is all that the image shows. It has no dates, and no names of projects or tasks.')}
      </p>
      <canvas
        ref={canvas}
        class="milestones-image"
        role="img"
        aria-label={earned.map(({ title, what }) => `${title}: ${what}`).join(' ')}
      />
      <div class="button-row">
        <InEditor>
          <Button primary onClick={save}>
            {l10n.t('Save Image…')}
          </Button>
        </InEditor>
        <Button onClick={copy}>{l10n.t('Copy Image')}</Button>
        {done !== '' && <span class="secondary">{done}</span>}
      </div>
      <CallMessage error={action.error} />
    </>
  );
}

function imageOf(canvas: HTMLCanvasElement | null): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error(l10n.t("The image couldn't be made. Share as Markdown instead.")));
    if (canvas) canvas.toBlob(done, 'image/png');
    else done(null);
  });
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
