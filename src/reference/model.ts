import { pswKeyMaskAllows } from './cpu/checks';
import type { Cpu } from './cpu/cpu';
import { rows } from './cpu/instructions';
import { advanceFrames, clearFrame } from './cpu/instructions/frame-management';
import * as movesWithKeys from './cpu/instructions/moves-with-keys';
import * as protectionTest from './cpu/instructions/protection-test';
import { assignedStorage } from './cpu/interruptions';
import * as keySetting from './cpu/key-setting';
import { nullifies, saysNotTranslatable } from './cpu/program-check';
import { pswIsValid } from './cpu/psw';
import type { Rows } from './cpu/row';
import { type ChannelBehaviour, channelBehaviour } from './hardware/channel/behaviour';
import { type KvmBehaviour, kvmBehaviour } from './kernel/kvm/behaviour';
import { type VfioBehaviour, vfioBehaviour } from './kernel/vfio/behaviour';
import { translateAccessRegister } from './storage/access-registers';
import { type AccessCheck, accessChecks, designateSpace } from './storage/checks';
import { protectionException, teidOf } from './storage/identification';
import { prefixed } from './storage/prefixing';
import * as protection from './storage/protection';
import { translate } from './storage/translation';

const behaviour = {
  // storage
  /** The key of a frame that nobody has touched. */
  initialKey: 0,
  prefixed,
  translate,
  translateAccessRegister,
  designateSpace,
  /** What a page fragment has to pass, in order. */
  accessChecks: accessChecks as readonly AccessCheck[],
  keyControlledProtection: protection.keyControlledProtection,
  fetchProtectionOverride: protection.fetchProtectionOverride,
  storageProtectionOverride: protection.storageProtectionOverride,
  lowAddressProtection: protection.lowAddressProtection,
  recordFetch: protection.recordFetch,
  recordStore: protection.recordStore,
  /** What becomes of an access that a protection blocks: the exception, and nothing else. */
  blocked: protectionException,
  teidOf,
  clearFrame,
  // storage-key instructions
  keysRemoved: (cpu: Cpu): boolean => cpu.has(169),
  keyFromRegister: keySetting.keyFromRegister,
  installedM3: keySetting.installedM3,
  setsKey: keySetting.setsKey,
  setFrameKey: keySetting.setFrameKey,
  endConditional: keySetting.endConditional,
  endConditionalBlock: keySetting.endConditionalBlock,
  blockAddressing: 'absolute' as 'real' | 'absolute',
  blockEnd: keySetting.blockEnd,
  advanceBlock: keySetting.advanceBlock,
  advanceFrames,
  insertKey: keySetting.insertKey,
  resetReference: keySetting.resetReference,
  referenceAndChange: keySetting.referenceAndChange,
  // TPROT
  testedKey: protectionTest.testedKey,
  fetchIsAllowed: protectionTest.fetchIsAllowed,
  storeIsAllowed: protectionTest.storeIsAllowed,
  saysNotTranslatable,
  // moves with explicit keys
  trueLength: movesWithKeys.trueLength,
  codedLength: movesWithKeys.codedLength,
  controlledKey: movesWithKeys.controlledKey,
  pswKeyMaskAllows,
  // CPU
  pswIsValid,
  nullifies,
  assignedStorage,
  /** The instruction-length code as stored, from the length in bytes. */
  programIlc: (length: number): number => length,
};

/** Small behaviours that rules are about. Each is one place; a fault replaces one of them. */
export type Behaviour = typeof behaviour;

/** What makes the reference machine behave: its instruction rows and its behaviours. */
export interface Model {
  readonly rows: Rows;
  readonly behaviour: Behaviour;
  readonly vfio: VfioBehaviour;
  readonly kvm: KvmBehaviour;
  readonly channel: ChannelBehaviour;
}

export const architecture: Model = {
  rows,
  behaviour,
  vfio: vfioBehaviour,
  kvm: kvmBehaviour,
  channel: channelBehaviour,
};
