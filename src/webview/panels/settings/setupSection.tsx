import type { Params } from '../../../catalog/view.ts';
import type { SetupAction, SetupSection } from '../../../core/views/setup.ts';
import { Button } from '../../controls/button.tsx';
import { Icon } from '../../controls/icon.tsx';
import { CallMessage } from '../../controls/messages.tsx';
import { Panel } from '../../layout/panel.tsx';
import { useAction, useApp } from '../../state/app.ts';
import { dayAndClock } from './dayAndClock.ts';

interface SetupSectionProps {
  readonly section: SetupSection;
  /** After a command, read its changes. */
  readonly onDone: () => unknown;
}

/** One part of the settings: what holds now, and the commands and settings that change it. */
export function SetupSectionPanel({ section, onDone }: SetupSectionProps) {
  const { rpc } = useApp();
  const action = useAction();
  const press = async ({ command, setting = '', link }: SetupAction) => {
    // The host refuses commands that a view may not run.
    const call = () => {
      if (link !== undefined) return rpc.call('links.open', { id: link });
      if (command === undefined) return rpc.call('settings.open', { query: setting });
      return rpc.call('command.run', { command } as Params<'command.run'>);
    };
    if (await action.run(call)) onDone();
  };
  return (
    <Panel id={`setup-${section.id}`} title={section.title}>
      <Facts facts={section.facts} />
      <CallMessage error={action.error} />
      <div class="button-row">
        {section.actions.map((each) => (
          <Button key={each.label} primary={each.primary === true} busy={action.busy} onClick={() => void press(each)}>
            {each.label}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

const icons = { good: 'passed', bad: 'error' } as const;

function Facts({ facts }: Pick<SetupSection, 'facts'>) {
  const { format, offsetAt } = useApp();
  return (
    <dl class="setup-facts">
      {facts.map(({ label, text, at, tone }, index) => [
        <dt key={`${index}.t`}>{label}</dt>,
        <dd key={`${index}.d`} class={`setup-${tone}`}>
          {tone !== 'plain' && <Icon name={icons[tone]} />}
          <span>
            <Breakable
              text={[text, at === undefined ? '' : dayAndClock(at, format, offsetAt(at))].filter(Boolean).join(' ')}
            />
          </span>
        </dd>,
      ])}
    </dl>
  );
}

/** A text whose addresses break after `//` and before their port rather than inside a number. */
function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=:\/\/)|(?<=:\/\/[^/]+)(?=:\d)/).map((part, index) => [index > 0 && <wbr />, part]);
}
