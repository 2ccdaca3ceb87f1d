import { useRef, useState } from 'preact/hooks';
import type { Dashboard } from '../../../core/views/views.ts';
import { Button } from '../../controls/button.tsx';
import { CallMessage, Confirm } from '../../controls/messages.tsx';
import { ProgressRing } from '../../controls/progressRing.tsx';
import { focusSoon } from '../../layout/focus.ts';
import { fill } from '../../format/text.ts';
import { useAction, useApp } from '../../state/app.ts';
import { CallError } from '../../state/rpc.ts';

/** The button that makes a plan, which asks before it replaces one. */
export function GeneratePlan({ dashboard }: { dashboard: Dashboard }) {
  const { strings, format } = useApp();
  const t = strings.plan;
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
          question={fill(t.replaceAsk, format.day(planFor))}
          detail={t.replaceKeeps}
          yes={t.replace}
          no={t.keep}
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
            {exists ? t.generateAgain : t.generate}
          </Button>
        </div>
      )}
      {busy && <Working text={t.generating} />}
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

/** Makes a plan; where there is one already (which another window may have made just now) it becomes a question first. */
function useGenerate() {
  const { rpc, strings, format, announce } = useApp();
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAction();
  const generate = (replace: boolean) =>
    run(async () => {
      const made = await rpc.call('plan.generate', { replace }).catch((failure: unknown) => {
        if (failure instanceof CallError && failure.code === 'plan-exists') return undefined;
        throw failure;
      });
      setAsking(made === undefined);
      if (made) announce(format.count(strings.plan.made, made.tasks));
    });
  return { asking, setAsking, generate, busy, error };
}
