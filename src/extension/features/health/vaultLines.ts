import type { Translate } from '../../../core/base/translate.ts';
import type { VaultState } from '../../../storage/vault/vault.ts';
import { counted } from '../../../core/base/counted.ts';

export interface VaultHealth extends Pick<
  VaultState,
  'trusted' | 'isRevoked' | 'revokedCount' | 'waiting' | 'unconfirmed' | 'damagedFiles' | 'hasRecoveryKey'
> {
  /** Place of this device's secret; undefined if it can't be stored anywhere. */
  readonly place: 'secretStorage' | 'folder' | undefined;
  /** Secrets that were damaged and set aside. */
  readonly damagedSecrets: readonly string[];
}

/** Says where the secret is, who else can read names, and which vault files are damaged. */
export function vaultLines(vault: VaultHealth, t: Translate): string[] {
  const places = {
    secretStorage: t("The secret of this device is in VS Code's secret storage."),
    folder: t('The secret of this device is in the data folder.'),
  };
  const devices = vault.trusted.filter(({ kind }) => kind === 'client').length;
  const damaged = [...vault.damagedFiles, ...vault.damagedSecrets].map((name) => `\`vault/${name}\``);
  const open = vault.waiting.length + vault.unconfirmed.length;
  return [
    vault.place
      ? places[vault.place]
      : `**${t("This device's secret can't be stored, so new activity waits in memory.")}**`,
    ...(vault.isRevoked ? [`**${t('This device was revoked.')}**`] : []),
    counted(t, ['1 other device is authorized.', '{0} other devices are authorized.'], [devices]),
    ...(vault.revokedCount > 0
      ? [
          counted(
            t,
            ['1 device or recovery key was revoked.', '{0} devices or recovery keys were revoked.'],
            [vault.revokedCount],
          ),
        ]
      : []),
    vault.hasRecoveryKey ? t('There is a recovery key.') : t('There is no recovery key.'),
    ...(open > 0
      ? [
          counted(
            t,
            [
              '1 device or recovery key waits to be authorized or confirmed.',
              '{0} devices or recovery keys wait to be authorized or confirmed.',
            ],
            [open],
          ),
        ]
      : []),
    ...(damaged.length > 0
      ? [
          `**${counted(t, ['1 file of the vault is damaged: {1}.', '{0} files of the vault are damaged: {1}.'], [damaged.length, damaged.join(', ')])}**`,
        ]
      : []),
  ];
}
