/** A condition that ends a channel program, on its way to where the program ends. Thrown inside one step only. */
export class ChannelCheck {
  constructor(
    /** Subchannel status. */
    readonly status: number,
    /** What the CCW-address field will show. */
    readonly ccwAddress: number,
  ) {}
}
