@storage-keys
Feature: Storage keys and channel programs

  The channel subsystem accesses storage with the subchannel key of the operation-request block, at absolute addresses.

  @KEY-126 @architecture @must @untested
  Rule: A channel read into a frame whose ACC differs from the subchannel key ends with protection check and without an exception on the CPU
    Source: z/Architecture channel-program interruption conditions; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-127 @architecture @must @untested
  Rule: A channel write from a fetch-protected frame with another ACC ends with protection check, without fetch protection it succeeds
    Source: z/Architecture channel-program interruption conditions; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-128 @architecture @must @untested
  Rule: Subchannel key 0 accesses every frame
    Source: z/Architecture channel-program interruption conditions; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-129 @architecture @must @untested
  Rule: A CCW or an IDAW in a fetch-protected frame with another ACC ends the operation with protection check
    Source: z/Architecture channel-program interruption conditions; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-130 @architecture @must @untested
  Rule: Fetch-protection override, storage-protection override and low-address protection have no effect on channel accesses
    Source: z/Architecture channel-program interruption conditions; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-131 @architecture @must @untested
  Rule: Channel data stores set the reference and change bits of the frame
    Source: z/Architecture reference and change recording

    Reason: requires the channel subsystem, which comes with the channel-I/O system.

  @KEY-132 @architecture @must @untested
  Rule: The SCSW of an operation repeats the subchannel key of its operation-request block
    Source: z/Architecture subchannel-status word; fact sheet of storage keys, section 5

    Reason: requires the channel subsystem, which comes with the channel-I/O system.
