import { registerAddress } from '../../cpu/addresses';
import { frameAt } from '../../storage/frames';
import { acting, behaves, type Fault, row } from '../fault';

/** Storage keys of frames: KEY-01 to KEY-05. */
export const frameFaults: readonly Fault[] = [
  {
    name: 'sske-drops-fetch-protection',
    describes: 'SSKE sets the access-control bits and leaves fetch protection at zero.',
    breaks: ['KEY-01'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const register = cpu.instruction.first;
        const content = cpu.gr(register);
        cpu.setGr(register, content & ~0x08n);
        right(cpu);
        cpu.setGr(register, (cpu.gr(register) & ~0xffn) | (content & 0xffn));
      }),
    ),
  },
  {
    name: 'sske-ignores-reference-and-change',
    describes: 'SSKE sets access-control bits and fetch protection only.',
    breaks: ['KEY-01'],
    apply: behaves((right) => ({ keyFromRegister: (low) => right.keyFromRegister(low) & 0xf8 })),
  },
  {
    name: 'key-with-eight-bits',
    describes: 'All eight bits of the register become the key.',
    breaks: ['KEY-02'],
    apply: behaves(() => ({ keyFromRegister: (low) => low & 0xff })),
  },
  {
    name: 'fresh-frames-have-change-bit',
    describes: 'Storage starts as if all of it had been stored into.',
    breaks: ['KEY-03'],
    apply: behaves(() => ({ initialKey: 0x06 })),
  },
  {
    name: 'keys-of-two-frames',
    describes: 'One key covers 8 KiB.',
    breaks: ['KEY-04'],
    apply: behaves((right) => ({
      setFrameKey: (cpu, absolute, key) => {
        right.setFrameKey(cpu, absolute, key);
        right.setFrameKey(cpu, (absolute & 0x1000) === 0 ? absolute + 0x1000 : absolute - 0x1000, key);
      },
    })),
  },
  {
    name: 'sske-clears-frame',
    describes: 'Setting a key also clears the frame.',
    breaks: ['KEY-05'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const absolute = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'real');
        right(cpu);
        cpu.storage.clearFrame(absolute);
      }),
    ),
  },
];
