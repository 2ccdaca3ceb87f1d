import * as l10n from '@vscode/l10n';
import { IconButton } from '../controls/button.tsx';
import { useKept } from '../state/app.ts';

/** State of whether a chart has its table below it, remembered under the id of its panel. */
export function useTable(id: string): [boolean, (shown: boolean) => void] {
  return useKept(`${id}.table`, false);
}

/** Shows the table of a chart, and hides it. */
export function TableToggle({ id }: { id: string }) {
  const [shown, setShown] = useTable(id);
  return (
    <IconButton
      name={shown ? l10n.t('Hide Table') : l10n.t('Show as Table')}
      icon="table"
      onClick={() => setShown(!shown)}
    />
  );
}
