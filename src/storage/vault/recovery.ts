import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import { keyLength } from './cipher.ts';
import { Identity } from './identity.ts';
import type { KeyFolder } from './keyFolder.ts';
import type { KeyRing } from './keyRing.ts';
import { fromRecoveryKey, toRecoveryKey } from './recoveryKey.ts';
import { Revocations } from './revocations.ts';
import { Trust } from './trust.ts';

/**
 * Makes a recovery key that is given every key of a ring.
 * @returns the key as a person writes it down; it is kept nowhere
 * Throws what the disk throws.
 */
export function makeRecovery(folder: KeyFolder, ring: KeyRing, now: number): string {
  ring.read();
  ring.current();
  const secret = randomBytes(keyLength);
  const recovery = new Trust(folder, new Identity(secret));
  const subject = recovery.asRecipient('recovery', now);
  folder.writeRecipient(subject);
  // A device that enters it later trusts the same devices.
  recovery.vouch(ring.trust.asRecipient('client', now), subject);
  ring.trust.add(subject);
  ring.share();
  return toRecoveryKey(secret);
}

/**
 * Gives a ring everything that a recovery key opens, and authorizes it with the devices that trust the recovery key. What these revoked is
 * revoked for the ring too.
 * @returns the number of keys that this added. Throws `invalid-input` if it is mistyped or was revoked, `not-found` if it opens nothing
 * here, and disk errors.
 */
export function enterRecovery(
  folder: KeyFolder,
  ring: KeyRing,
  { text, now }: { readonly text: string; readonly now: number },
): number {
  const recovery = new Trust(folder, new Identity(fromRecoveryKey(text)));
  ring.read();
  const { publicKeys } = ring.revocations;
  const revocations = new Revocations(recovery, { publicKeys, onRevoked: () => undefined });
  revocations.learn();
  if (revocations.isSelfRevoked || revocations.has(recovery.self.id))
    throw new AppError('invalid-input', 'This recovery key was revoked. Use a newer one.');
  if (revocations.has(ring.trust.self.id))
    throw new AppError('invalid-input', 'This device was revoked. Set it up as a new device first.');
  const trusted = recovery.recipients(revocations);
  // For a recovery key from an earlier version, the givers of its keys are unknown, so the keys only open what is sealed.
  const opened = folder
    .keys(recovery.self.id)
    .flatMap((wrapped) => recovery.take(wrapped, trusted) ?? recovery.open(wrapped, 'open') ?? []);
  if (opened.length === 0) throw new AppError('not-found', 'This recovery key is not for the names kept here.');
  const own = ring.trust.asRecipient('client', now);
  ring.revocations.add(revocations.subjects.values());
  for (const each of [recovery.asRecipient('recovery', now), ...trusted.values()])
    if (each.id !== own.id) ring.trust.add(each);
  for (const reader of folder.recipients()) if (reader.id !== own.id) recovery.introduce(own, reader, trusted);
  const added = opened.filter((key) => ring.add(key)).length;
  ring.share();
  return added;
}
