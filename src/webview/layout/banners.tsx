import type { Params } from '../../catalog/view.ts';
import type { Dashboard, Notice } from '../../core/views/views.ts';
import { Banner, CallMessage } from '../controls/messages.tsx';
import { useAction, useApp } from '../state/app.ts';

/** What holds for all of the dashboard: made-up data, paused tracking, and notices of the host. */
export function Banners({ dashboard }: { dashboard: Dashboard }) {
  const { strings } = useApp();
  const t = strings.common;
  return (
    <div class="banners">
      {dashboard.demo && <Banner severity="warning" severityName={t.warning} text={t.demo} />}
      {dashboard.tracking !== 'on' && <Paused everywhere={dashboard.tracking === 'paused-all'} />}
      {dashboard.notices.map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Paused({ everywhere }: { everywhere: boolean }) {
  const { strings } = useApp();
  const t = strings.common;
  const { run, busy, error } = useCommand();
  return (
    <>
      <Banner
        severity="info"
        severityName={t.info}
        icon="pause"
        text={everywhere ? t.pausedAll : t.paused}
        action={{ label: t.resume, run: () => run('daymark.resume') }}
        busy={busy}
      />
      <CallMessage error={error} />
    </>
  );
}

function NoticeBanner({ notice: { severity, text, action } }: { notice: Notice }) {
  const { strings } = useApp();
  const { run, busy, error } = useCommand();
  return (
    <>
      <Banner
        severity={severity}
        severityName={strings.common[severity]}
        text={text}
        action={action && { label: action.label, run: () => run(action.command) }}
        busy={busy}
      />
      <CallMessage error={error} />
    </>
  );
}

function useCommand() {
  const { rpc } = useApp();
  const action = useAction();
  // A notice names its command as a plain word; the host refuses those that a view may not run.
  const run = (command: string) => action.run(() => rpc.call('command.run', { command } as Params<'command.run'>));
  return { ...action, run };
}
