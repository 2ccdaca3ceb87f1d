import { IconButton } from '../controls/button.tsx';
import { useApp, useKept } from '../state/app.ts';

/** Whether a chart has its table below it; remembered under the id of its panel. */
export function useTable(id: string): [boolean, (shown: boolean) => void] {
  return useKept(`${id}.table`, false);
}

/** Shows the table of a chart, and hides it. */
export function TableToggle({ id }: { id: string }) {
  const { strings } = useApp();
  const [shown, setShown] = useTable(id);
  return (
    <IconButton
      name={shown ? strings.common.hideTable : strings.common.asTable}
      icon="table"
      onClick={() => setShown(!shown)}
    />
  );
}
