import type { HiddenCode } from './hidden-code';

const addressSpace = 3n << 46n;
// LG 2,0(3); LRAG 1,0(2); IPM 2; STG 1,0(3); STG 2,8(3)
const loadRealAddress = Buffer.from('e32030000004e31020000003b2220020e31030000024e32030080024', 'hex');

/**
 * Real address of a storage operand under DAT, by LRA, which touches no key; undefined where there is none.
 * Access-register mode would need the access register of the operand's base and is not provided.
 */
export async function realAddress(hidden: HiddenCode, address: bigint, mask: bigint): Promise<bigint | undefined> {
  const operand = Buffer.alloc(8);
  operand.writeBigUInt64BE(address);
  const data = await hidden.run(loadRealAddress, operand, mask & addressSpace);
  const cc = (data[12]! >> 4) & 3;
  return cc === 0 ? data.readBigUInt64BE(0) : undefined;
}
