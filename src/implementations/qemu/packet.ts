/** Framing of the gdb remote protocol: `$body#checksum`. Acknowledgements are neither sent nor waited for. */

function checksumOf(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) sum += body.charCodeAt(index);
  return sum & 0xff;
}

export function encodePacket(body: string): string {
  return `$${body}#${checksumOf(body).toString(16).padStart(2, '0')}`;
}

/** A packet whose checksum does not fit its body. */
export class DamagedPacket extends Error {
  override readonly name = 'DamagedPacket';
}

/** Takes chunks as they arrive and gives the bodies of the packets that are complete. */
export class PacketDecoder {
  private rest = '';

  take(chunk: string): string[] {
    const text = this.rest === '' ? chunk : this.rest + chunk;
    const bodies: string[] = [];
    let position = 0;
    for (;;) {
      const start = text.indexOf('$', position);
      if (start < 0) {
        this.rest = '';
        return bodies;
      }
      const end = text.indexOf('#', start);
      if (end < 0 || end + 3 > text.length) {
        this.rest = text.slice(start);
        return bodies;
      }
      const body = text.slice(start + 1, end);
      const stated = text.slice(end + 1, end + 3);
      if (Number.parseInt(stated, 16) !== checksumOf(body))
        throw new DamagedPacket(`packet "${body.slice(0, 40)}" arrived with checksum ${stated}`);
      bodies.push(body);
      position = end + 3;
    }
  }
}

/** Undoes the escapes of a binary reply (`}` and the byte exclusive-or 0x20). */
export function unescapeBinary(body: string): string {
  if (!body.includes('}')) return body;
  return body.replace(/\}([\s\S])/g, (_, escaped: string) => String.fromCharCode(escaped.charCodeAt(0) ^ 0x20));
}
