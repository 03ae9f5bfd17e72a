import { cpuStateOffset } from '../../architecture/cpu-state';
import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';

/** Two frames: instructions, and behind them what they load and store. */
export const codePageLength = 0x2000;

const dataOffset = 0x1000;
/** The state of the CPU, as in the contract; both where it is loaded from and where it is stored to. */
export const stateOffset = dataOffset;
const extra = 0x200;
/** Interruption class (4), key count (4), CR0 with the AFP-register control on (8), clock (16), comparator (8), the last PSW (16), general register 3 (8). */
const at = {
  ending: extra,
  keyCount: extra + 4,
  cr0: extra + 8,
  clock: extra + 0x10,
  comparator: extra + 0x20,
  done: extra + 0x28,
  gr3: extra + 0x38,
};
export const endingOffset = dataOffset + at.ending;
export const keyCountOffset = dataOffset + at.keyCount;
const cr0Offset = dataOffset + at.cr0;
export const clockOffset = dataOffset + at.clock;
export const comparatorOffset = dataOffset + at.comparator;
const doneOffset = dataOffset + at.done;
/** Real address (4) and key (4) of each frame. */
export const keyTableOffset = dataOffset + 0x280;
export const mostKeys = (codePageLength - keyTableOffset) / 8;
/** All that is stored at the end of a unit. */
export const storedLength = at.done;

const entriesOffset = 0x400;
const entryLength = 0x20;
const commonOffset = 0x600;

export const classes = Object.keys(interruptionPsws) as InterruptionClass[];

/** Where the new PSW of a class leads while a unit runs. */
export function entryOf(name: InterruptionClass): number {
  return entriesOffset + classes.indexOf(name) * entryLength;
}

/** 64-bit supervisor state, DAT off, nothing enabled. */
export const quietMask = 0x0000000180000000n;
const disabledWait = quietMask | (1n << 49n);
/** Told from any other place at which the CPU might wait. */
const doneAddress = 0x5ca1ab1en;

export function pswOf(mask: bigint, address: bigint | number): Buffer {
  const psw = Buffer.alloc(16);
  psw.writeBigUInt64BE(mask, 0);
  psw.writeBigUInt64BE(BigInt(address), 8);
  return psw;
}

export const donePsw = pswOf(disabledWait, doneAddress);

const word = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
/** A short displacement from general register 3. */
const base3 = (offset: number): string => (0x3000 + offset).toString(16);
const relative = (from: number, to: number): string => word((to - from) / 2);

const fpr = cpuStateOffset.fpr;
const sixteen = Array.from({ length: 16 }, (_, n) => n);

/** Puts keys and state in place and goes to the PSW at real 0x1A0, the only operand that needs no base register. */
function prologue(): string {
  return [
    `c030${relative(0, dataOffset)}`, // LARL 3
    `b210${base3(cpuStateOffset.prefix)}`, // SPX
    `5850${base3(at.keyCount)}`, // L 5
    '1255', // LTR 5,5
    'a7840010', // BRC 8, over the loop
    `c060${relative(20, keyTableOffset)}`, // LARL 6
    'e37060000016', // LLGF 7,0(6)
    '58806004', // L 8,4(6)
    'b22b0087', // SSKE 8,7
    '41606008', // LA 6,8(6)
    'a756fff7', // BRCT 5
    `eb00${base3(at.cr0)}002f`, // LCTLG 0,0
    ...sixteen.map((n) => `68${n.toString(16)}0${base3(fpr(n))}`), // LD
    `b29d${base3(cpuStateOffset.fpc)}`, // LFPC
    `5800${base3(cpuStateOffset.fpc + 8)}`, // L 0
    '0107', // SCKPF
    `b206${base3(at.comparator)}`, // SCKC
    `b208${base3(cpuStateOffset.cpuTimer)}`, // SPT
    `9a0f${base3(cpuStateOffset.ar(0))}`, // LAM 0,15
    `eb0f${base3(cpuStateOffset.cr(0))}002f`, // LCTLG 0,15
    `eb0f${base3(cpuStateOffset.gr(0))}0004`, // LMG 0,15
    `b2b20${interruptionPsws.restart.new.toString(16)}`, // LPSWE
  ].join('');
}

/** STGRL needs no base register, so that it can be the first to save one. */
function entry(index: number): string {
  const start = entriesOffset + index * entryLength;
  return [
    `c43b${relative(start, dataOffset + at.gr3)}`, // STGRL 3
    `c030${relative(start + 6, dataOffset)}`, // LARL 3
    `eb0f${base3(cpuStateOffset.gr(0))}0024`, // STMG 0,15
    `a70900${index.toString(16).padStart(2, '0')}`, // LGHI 0
    `c0f4${relative(start + 22, commonOffset)}`, // BRCL 15
  ].join('');
}

function common(): string {
  return [
    `d207${base3(cpuStateOffset.gr(3))}${base3(at.gr3)}`, // MVC
    `5000${base3(at.ending)}`, // ST 0
    `9b0f${base3(cpuStateOffset.ar(0))}`, // STAM 0,15
    `eb0f${base3(cpuStateOffset.cr(0))}0025`, // STCTG 0,15
    `b211${base3(cpuStateOffset.prefix)}`, // STPX
    `b209${base3(cpuStateOffset.cpuTimer)}`, // STPT
    `eb00${base3(at.cr0)}002f`, // LCTLG 0,0
    ...sixteen.map((n) => `60${n.toString(16)}0${base3(fpr(n))}`), // STD
    `b29c${base3(cpuStateOffset.fpc)}`, // STFPC
    `b278${base3(at.clock)}`, // STCKE
    `b207${base3(at.comparator)}`, // STCKC
    `b2b2${base3(at.done)}`, // LPSWE
  ].join('');
}

/** The content of both frames, wherever they are. */
export function codePage(): Buffer {
  const content = Buffer.alloc(codePageLength);
  content.set(Buffer.from(prologue(), 'hex'));
  for (const index of classes.keys())
    content.set(Buffer.from(entry(index), 'hex'), entriesOffset + index * entryLength);
  content.set(Buffer.from(common(), 'hex'), commonOffset);
  content.writeBigUInt64BE(0x40000n, cr0Offset);
  content.set(donePsw, doneOffset);
  return content;
}
