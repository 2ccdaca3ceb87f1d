import * as l10n from '@vscode/l10n';
import type { Params } from '../../catalog/view.ts';
import type { Dashboard, Notice } from '../../core/views/views.ts';
import { Banner, CallMessage } from '../controls/messages.tsx';
import { useAction, useApp } from '../state/app.ts';

/** Shows banners for the whole dashboard: made-up data, paused tracking, and notices of the host. */
export function Banners({ dashboard }: { dashboard: Dashboard }) {
  return (
    <div class="banners">
      {dashboard.demo && (
        <Banner severity="warning" severityName={l10n.t('Warning')} text={l10n.t('Demo data: made up, not yours')} />
      )}
      {dashboard.tracking !== 'on' && <Paused everywhere={dashboard.tracking === 'paused-all'} />}
      {dashboard.notices.map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Paused({ everywhere }: { everywhere: boolean }) {
  const { run, busy, error } = useCommand();
  return (
    <>
      <Banner
        severity="info"
        severityName={l10n.t('Information')}
        icon="pause"
        text={everywhere ? l10n.t('Tracking is paused in all windows.') : l10n.t('Tracking is paused in this window.')}
        action={{ label: l10n.t('Resume'), run: () => run('daymark.resume') }}
        busy={busy}
      />
      <CallMessage error={error} />
    </>
  );
}

function NoticeBanner({ notice: { severity, text, action } }: { notice: Notice }) {
  const { run, busy, error } = useCommand();
  return (
    <>
      <Banner
        severity={severity}
        severityName={severityLabels()[severity]}
        text={text}
        action={action && { label: action.label, run: () => run(action.command) }}
        busy={busy}
      />
      <CallMessage error={error} />
    </>
  );
}

function severityLabels(): Record<Notice['severity'], string> {
  return { info: l10n.t('Information'), warning: l10n.t('Warning'), error: l10n.t('Error') };
}

function useCommand() {
  const { rpc } = useApp();
  const action = useAction();
  // A notice names its command as a plain word; the host refuses those that a view may not run.
  const run = (command: string) => action.run(() => rpc.call('command.run', { command } as Params<'command.run'>));
  return { ...action, run };
}
