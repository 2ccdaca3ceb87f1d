import { counted } from '../../../core/base/counted.ts';
import type { Translate } from '../../../core/base/translate.ts';
import type { SetupFact } from '../../../core/views/setup.ts';
import type { HubState } from '../../hubState.ts';

/** Clients and reasons of refusals that are listed; the status page has all. */
const [mostClients, mostReasons] = [5, 3];

/** Describes the hub in rows of the settings page: its address, the clients that sent last, what was refused last and why, and tokens. */
export function hubFacts({ isOn, hub, tokens }: HubState, t: Translate): SetupFact[] {
  const label = t('Hub');
  const state: SetupFact = hub
    ? { label, text: t('Answers on {0}', hub.url), tone: 'good' }
    : { label, text: isOn ? t('On, but not running yet') : t('Off: no port is open') };
  const taken = hub?.watchers === 'taken';
  return [
    state,
    ...(taken
      ? [{ label: t("ActivityWatch's watchers"), text: t('Another program has port 5600'), tone: 'bad' as const }]
      : []),
    ...(hub?.clients ?? [])
      .slice(0, mostClients)
      .map(({ app, last }) => ({ label: app, text: t('last heartbeat'), at: last })),
    ...refused(hub?.refusals ?? [], t),
    {
      label: t('Tokens'),
      text: tokens.map(({ name, scopes }) => `${name}: ${scopes.join(', ')}`).join('; ') || t('none'),
    },
  ];
}

function refused(refusals: NonNullable<HubState['hub']>['refusals'], t: Translate): SetupFact[] {
  return refusals
    .toSorted((a, b) => b.last - a.last)
    .slice(0, mostReasons)
    .map(({ reason, count, last }) => ({
      label: t('Refused'),
      text: counted(t, ['1 request: {1} Last', '{0} requests: {1} Last'], [count, reason]),
      at: last,
    }));
}
