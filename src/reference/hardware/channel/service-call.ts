import type { ChannelSubsystem } from './subsystem';

/** Response codes. Source: Linux 6.12 drivers/s390/cio/chsc.c; fact sheet 4.4. */
export const responseCode = {
  done: 0x0001,
  invalidCommand: 0x0002,
  requestError: 0x0003,
  notInstalled: 0x0004,
  noData: 0x0005,
  badFormat: 0x0007,
} as const;

function response(code: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(8 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, bytes.length);
  view.setUint16(2, code);
  bytes.set(data, 8);
  return bytes;
}

/** A service: the request block in, the response out. */
type Service = (css: ChannelSubsystem, request: DataView) => Uint8Array;

/** General characteristics that are present, by bit. Source: Linux arch/s390/include/asm/css_chars.h. */
export const generalCharacteristics: readonly number[] = [45, 48];

/** 0x0010, store channel-subsystem characteristics: 510 words general and as many of CHSC. */
const characteristics: Service = (css, request) => {
  if (request.byteLength !== 16) return response(responseCode.requestError);
  const data = new Uint8Array(4080);
  for (const bit of css.behaviour.generalCharacteristics) data[bit >> 3]! |= 0x80 >> (bit & 7);
  return response(responseCode.done, data);
};

/** 0x0031, set domain attributes: which of the facilities of several images or sets is enabled. */
const setDomainAttributes: Service = (css, request) => {
  if (request.byteLength !== 0x400) return response(responseCode.requestError);
  if ((request.getUint8(4) & 0x0f) !== 0) return response(responseCode.badFormat);
  switch (request.getUint16(6)) {
    case 0:
      css.multipleSubsystems = true;
      return response(responseCode.done);
    case 2:
      css.multipleSets = true;
      return response(responseCode.done);
    default:
      return response(responseCode.requestError);
  }
};

/** 0x0002, store channel-path description: 32 bytes for each path of a range that leads somewhere. */
const pathDescriptions: Service = (css, request) => {
  const [first, last] = [request.getUint8(7), request.byteLength > 11 ? request.getUint8(11) : 0];
  if (request.byteLength !== 16 || first > last) return response(responseCode.requestError);
  const found: number[] = [];
  for (let id = first; id <= last; id += 1) if (css.hasPath(id)) found.push(id);
  const data = new Uint8Array(found.length * 32);
  found.forEach((id, index) => {
    data[index * 32] = 0x80;
    data[index * 32 + 3] = id;
  });
  return response(responseCode.done, data);
};

const services: ReadonlyMap<number, Service> = new Map([
  [0x0002, pathDescriptions],
  [0x000e, () => response(responseCode.noData)],
  [0x0010, characteristics],
  [0x0031, setDomainAttributes],
]);

/** Answers the request block of CHANNEL SUBSYSTEM CALL. */
export function answerService(css: ChannelSubsystem, request: DataView): Uint8Array {
  return services.get(request.getUint16(2))?.(css, request) ?? response(css.behaviour.unknownService);
}
