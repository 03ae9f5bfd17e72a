@vfio-migration
Feature: What QEMU does as a user of migration

  Requirements on the program, kept here so that the list is whole: the machine is the kernel that QEMU uses, and nothing
  of these can be seen at its interface.

  @MIG-247 @qemu @may @untested
  Rule: ENOMSG of a data file in pre-copy is taken for "no data for now"
    Source: QEMU 9 hw/vfio/migration.c vfio_save_block
    Reason: what a user of the interface makes of an answer; the machine is the kernel that it uses.

  @MIG-248 @qemu @may @untested
  Rule: Several devices of which one lacks P2P make a virtual machine that cannot be migrated
    Source: QEMU 9 hw/vfio/common.c vfio_multiple_devices_migration_is_supported
    Reason: a decision of the program before it makes any call; the machine is the kernel that it uses.

  @MIG-249 @qemu @may @untested
  Rule: A SET that fails is followed by a SET to a state to recover in, and only if that fails by a reset
    Source: QEMU 9 hw/vfio/migration.c vfio_migration_set_state
    Reason: what a user of the interface does next; the machine is the kernel that it uses.
