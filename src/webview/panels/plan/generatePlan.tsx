import * as l10n from '@vscode/l10n';
import { plural } from '../../format/plural.ts';
import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage, Confirm } from '../../controls/messages.tsx';
import { ProgressRing } from '../../controls/progressRing.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { useAction, useApp } from '../../state/app.ts';
import { CallError } from '../../state/rpc.ts';

/** The button that makes a plan, which asks before it replaces one. */
export function GeneratePlan({ dashboard }: { dashboard: Dashboard }) {
  const { format } = useApp();
  const button = useRef<HTMLElement>(null);
  const { plan, nextPlan, planFor } = dashboard;
  const { asking, setAsking, generate, busy, error } = useGenerate();
  const exists = [plan, nextPlan].some((each) => each?.day === planFor);
  const keep = () => {
    setAsking(false);
    focusSoon(button);
  };
  const replace = async () => {
    if (await generate(true)) focusSoon(button);
  };
  return (
    <div class="generate-plan">
      {asking ? (
        <Confirm
          question={l10n.t('There is a plan for {0}. Replace it?', format.day(planFor))}
          detail={l10n.t('Tasks that you completed or added yourself are kept.')}
          yes={l10n.t('Replace Plan')}
          no={l10n.t('Keep It')}
          onYes={replace}
          onNo={keep}
          busy={busy}
        />
      ) : (
        <div class="button-row">
          <Button
            primary={!exists}
            icon="spark"
            busy={busy}
            buttonRef={button}
            onClick={() => (exists ? setAsking(true) : generate(false))}
          >
            {exists ? l10n.t('Generate Again') : l10n.t('Generate Plan')}
          </Button>
        </div>
      )}
      {busy && <Working text={l10n.t('Making the plan…')} />}
      <CallMessage error={error} />
    </div>
  );
}

function Working({ text }: { text: string }) {
  return (
    <p class="working" role="status">
      <ProgressRing />
      {text}
    </p>
  );
}

/** Generates a plan; if there is one already (which another window may have just made), it asks first. */
function useGenerate() {
  const { rpc, format, announce } = useApp();
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAction();
  const generate = (replace: boolean) =>
    run(async () => {
      const result = await rpc.call('plan.generate', { replace }).catch((failure: unknown) => {
        if (failure instanceof CallError && failure.code === 'plan-exists') return undefined;
        throw failure;
      });
      setAsking(result === undefined);
      if (result) announce(format.count(plural('Plan made: {0} task', 'Plan made: {0} tasks'), result.tasks));
    });
  return { asking, setAsking, generate, busy, error };
}
