const architectures: Readonly<Record<string, string>> = { x64: 'x86-64', ia32: 'x86', arm64: 'AArch64' };

/** This computer's architecture, in the field's words. */
export const hostArchitecture: string = architectures[process.arch] ?? process.arch;

export const hostByteOrder: 'big' | 'little' = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'little' : 'big';
