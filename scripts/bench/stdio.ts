import { measureRoundTrips } from '../../src/implementations/stdio/bench';
import type { Figure } from './figure';

/** A batch of five entries over the protocol, both ends, against two lines of the same length. */
export async function stdioFigures(): Promise<Figure[]> {
  const { echo, protocol } = await measureRoundTrips();
  return [
    {
      name: 'protocol: round trip of a step, against a bare line echo',
      value: protocol / echo,
      unit: '×',
      atMost: 2.5,
      detail: `${protocol.toFixed(0)} against ${echo.toFixed(0)} µs of CPU time, both processes`,
    },
  ];
}
