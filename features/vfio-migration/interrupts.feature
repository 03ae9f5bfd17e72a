@vfio-migration
Feature: VFIO_DEVICE_SET_IRQS: how a program wires the interrupts of a device

  One ioctl enables an interrupt index, gives its interrupts to eventfds, masks and unmasks them, and lets them signal by
  hand: DATA_NONE, DATA_BOOL or DATA_EVENTFD says how the interrupts are chosen, ACTION_MASK, ACTION_UNMASK or
  ACTION_TRIGGER what is done to them. What the header may say is decided in a fixed order, before anything is done.

  @MIG-141 @architecture @must
  Rule: VFIO_DEVICE_SET_IRQS wants an argsz of 20 or more
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"

    Scenario Outline: argsz <argsz>
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | <argsz>                                            |
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | count | 1                                                  |
      Then the result is <result>
      And eventfd "irq" has counted <signals>

      Examples:
        | argsz | result | signals |
        | 0     | EINVAL | 0       |
        | 16    | EINVAL | 0       |
        | 19    | EINVAL | 0       |
        | 20    | 0      | 1       |
        | 4096  | 0      | 1       |

  @MIG-142 @architecture @must
  Rule: VFIO_DEVICE_SET_IRQS of an index from num_irqs on gives EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: index <index>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | <index>                                            |
        | count | 1                                                  |
      Then the call fails with EINVAL

      Examples:
        | index             |
        | VFIO_PCI_NUM_IRQS |
        | 6                 |
        | 0x80000000        |
        | 0xFFFFFFFF        |

  @MIG-143 @architecture @must
  Rule: A flag that is not defined gives EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: flag <flag>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | <flag> + VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                                     |
        | count | 1                                                           |
      Then the call fails with EINVAL
      And eventfd "irq" has counted 0

      Examples:
        | flag       |
        | 0x40       |
        | 0x80       |
        | 0x8000     |
        | 0x80000000 |

  @MIG-144 @architecture @must
  Rule: start + count may be the count of the index and no more
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: INTX, from <start> on <count>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | start | <start>                                            |
        | count | <count>                                            |
      Then the result is <result>
      And eventfd "irq" has counted <signals>

      Examples: INTX is one interrupt
        | start | count | result | signals |
        | 0     | 1     | 0      | 1       |
        | 0     | 2     | EINVAL | 0       |
        | 1     | 1     | EINVAL | 0       |
        | 0     | 6     | EINVAL | 0       |
        | 5     | 1     | EINVAL | 0       |

    Scenario Outline: MSI-X with 8 vectors, from <start> on <count>
      Given the host has a device "dev" of kind vfio-pci with:
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d", "e", "f", "g", "h"
      And the program has wired MSIX of "dev" to "a", "b", "c", "d", "e", "f", "g", "h"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_MSIX_IRQ_INDEX                            |
        | start | <start>                                            |
        | count | <count>                                            |
      Then the result is <result>
      And eventfd "a" has counted <first>
      And eventfd "h" has counted <last>

      Examples:
        | start | count | result | first | last |
        | 0     | 8     | 0      | 1     | 1    |
        | 7     | 1     | 0      | 0     | 1    |
        | 0     | 9     | EINVAL | 0     | 0    |
        | 1     | 8     | EINVAL | 0     | 0    |
        | 7     | 2     | EINVAL | 0     | 0    |
        | 8     | 1     | EINVAL | 0     | 0    |

  @MIG-145 @linux @must
  Rule: No interrupt behind the last one can be named, not even with count 0
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario: INTX, from 1 on none: this is no way to disable it
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | start | 1                                                  |
        | count | 0                                                  |
      Then the call fails with EINVAL
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

    Scenario Outline: MSI-X with 8 vectors, from <start> on none
      Given the host has a device "dev" of kind vfio-pci with:
        | msix | 8 |
      And the program has opened device "dev"
      And the program has an eventfd "a"
      And the program has wired MSIX of "dev" to "a"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_MSIX_IRQ_INDEX                            |
        | start | <start>                                            |
        | count | 0                                                  |
      Then the call fails with EINVAL
      When the program triggers MSIX of "dev"
      Then the call succeeds
      And eventfd "a" has counted 1

      Examples:
        | start      |
        | 8          |
        | 9          |
        | 0xFFFFFFFE |

  @MIG-146 @linux @must
  Rule: An index without interrupts gives EINVAL for every start and count
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare; drivers/vfio/pci/vfio_pci_core.c vfio_pci_get_irq_count

    Scenario Outline: <index> of a device without it, from <start> on <count>
      Given the host has a device "dev" of kind vfio-pci with:
        | intx    | no |
        | msi     | 0  |
        | msix    | 0  |
        | express | no |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                         |
        | start | <start>                                            |
        | count | <count>                                            |
      Then the call fails with EINVAL

      Examples:
        | index | start | count |
        | INTX  | 0     | 0     |
        | INTX  | 0     | 1     |
        | INTX  | 1     | 0     |
        | MSI   | 0     | 0     |
        | MSI   | 0     | 1     |
        | MSIX  | 0     | 0     |
        | MSIX  | 0     | 1     |
        | ERR   | 0     | 0     |
        | ERR   | 0     | 1     |

  @MIG-147 @architecture @must
  Rule: start + count does not wrap around
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: from <start> on <count>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | start | <start>                                            |
        | count | <count>                                            |
      Then the call fails with EINVAL
      And eventfd "irq" has counted 0

      Examples:
        | start      | count      |
        | 1          | 0xFFFFFFFE |
        | 1          | 0xFFFFFFFF |
        | 2          | 0xFFFFFFFF |
        | 0          | 0xFFFFFFFF |
        | 0xFFFFFFFF | 1          |
        | 0xFFFFFFFF | 2          |
        | 0xFFFFFFFF | 0xFFFFFFFF |
        | 0x80000000 | 0x80000001 |

  @MIG-148 @architecture @must
  Rule: Exactly one kind of data has to be named
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: <data>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | 24                                   |
        | flags | <data> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX              |
        | count | 1                                    |
      Then the call fails with EINVAL
      And eventfd "irq" has counted 0

      Examples: none, and two or three
        | data                                                                             |
        | 0                                                                                |
        | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_DATA_BOOL                                  |
        | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_DATA_EVENTFD                               |
        | VFIO_IRQ_SET_DATA_BOOL + VFIO_IRQ_SET_DATA_EVENTFD                               |
        | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_DATA_BOOL + VFIO_IRQ_SET_DATA_EVENTFD      |

  @MIG-149 @architecture @must
  Rule: argsz covers the data: a byte for each interrupt with BOOL, 4 with EVENTFD
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare

    Scenario Outline: <kind> for 4 vectors of MSI-X with argsz <argsz>
      Given the host has a device "dev" of kind vfio-pci with:
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d"
      And the program has wired MSIX of "dev" to "a", "b", "c", "d"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | <argsz>                                              |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_MSIX_IRQ_INDEX                              |
        | count | 4                                                    |
        | data  | <data>                                               |
      Then the result is <result>

      Examples:
        | kind    | argsz | result | data           |
        | BOOL    | 20    | EINVAL | 1, 1, 1, 1     |
        | BOOL    | 23    | EINVAL | 1, 1, 1, 1     |
        | BOOL    | 24    | 0      | 1, 1, 1, 1     |
        | BOOL    | 4096  | 0      | 1, 1, 1, 1     |
        | EVENTFD | 24    | EINVAL | -1, -1, -1, -1 |
        | EVENTFD | 35    | EINVAL | -1, -1, -1, -1 |
        | EVENTFD | 36    | 0      | -1, -1, -1, -1 |

    Scenario Outline: <kind> for INTX with argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | <argsz>                                              |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                              |
        | count | 1                                                    |
        | data  | <data>                                               |
      Then the result is <result>

      Examples:
        | kind    | argsz | result | data        |
        | BOOL    | 20    | EINVAL | 1           |
        | BOOL    | 21    | 0      | 1           |
        | EVENTFD | 20    | EINVAL | fd of "irq" |
        | EVENTFD | 23    | EINVAL | fd of "irq" |
        | EVENTFD | 24    | 0      | fd of "irq" |

  @MIG-150 @linux @must
  Rule: Data that cannot be read give EFAULT, after all that the header can get wrong
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_set_irqs, samples/vfio-mdev/mtty.c mtty_ioctl

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"

    Scenario: a header that cannot be read
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with an address where nothing is
      Then the call fails with EFAULT

    Scenario Outline: <what>, and memory ends after byte <length>
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with only the first <length> bytes of:
        | argsz | <argsz>                                                |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_<action> |
        | index | <index>                                                |
        | count | <count>                                                |
        | data  | 0                                                      |
      Then the result is <result>

      Examples:
        | what                       | length | argsz | kind    | action  | index | count | result |
        | part of the header         | 19     | 20    | BOOL    | TRIGGER | 0     | 1     | EFAULT |
        | a byte for INTX            | 20     | 21    | BOOL    | TRIGGER | 0     | 1     | EFAULT |
        | a descriptor for INTX      | 20     | 24    | EVENTFD | TRIGGER | 0     | 1     | EFAULT |
        | part of the descriptor     | 23     | 24    | EVENTFD | TRIGGER | 0     | 1     | EFAULT |
        | a byte to mask MSI         | 20     | 21    | BOOL    | MASK    | 1     | 1     | EFAULT |
        | data beyond argsz          | 20     | 20    | BOOL    | TRIGGER | 0     | 1     | EINVAL |
        | an index that is not there | 20     | 21    | BOOL    | TRIGGER | 5     | 1     | EINVAL |
        | 6 interrupts               | 20     | 26    | BOOL    | TRIGGER | 0     | 6     | EINVAL |

  @MIG-151 @linux @should
  Rule: Without an ACTION flag, or with several, the call gives ENOTTY
    mtty lets such a call succeed and does nothing.
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_irqs_ioctl

    Scenario Outline: <index> with <actions>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + <actions> |
        | index | VFIO_PCI_<index>_IRQ_INDEX         |
        | count | 1                                  |
      Then the call fails with ENOTTY

      Examples:
        | index | actions                                                                              |
        | INTX  | 0                                                                                    |
        | INTX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK                                |
        | INTX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_TRIGGER                               |
        | INTX  | VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER                             |
        | INTX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER  |
        | MSI   | 0                                                                                    |
        | MSI   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK                                |
        | MSI   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_TRIGGER                               |
        | MSI   | VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER                             |
        | MSI   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER  |
        | MSIX  | 0                                                                                    |
        | MSIX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK                                |
        | MSIX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_TRIGGER                               |
        | MSIX  | VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER                             |
        | MSIX  | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER  |
        | ERR   | 0                                                                                    |
        | ERR   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK                                |
        | ERR   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_TRIGGER                               |
        | ERR   | VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER                             |
        | ERR   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER  |
        | REQ   | 0                                                                                    |
        | REQ   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK                                |
        | REQ   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_TRIGGER                               |
        | REQ   | VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER                             |
        | REQ   | VFIO_IRQ_SET_ACTION_MASK + VFIO_IRQ_SET_ACTION_UNMASK + VFIO_IRQ_SET_ACTION_TRIGGER  |

  @MIG-152 @linux @must
  Rule: Only INTX can be masked and unmasked: for other indexes the call gives ENOTTY
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_irqs_ioctl

    Scenario Outline: <action> <index> with <kind>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | 24                                                      |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_<action> |
        | index | VFIO_PCI_<index>_IRQ_INDEX                              |
        | count | 1                                                       |
        | data  | 1                                                       |
      Then the call fails with ENOTTY

      Examples:
        | index | action | kind    |
        | MSI   | MASK   | BOOL    |
        | MSI   | MASK   | EVENTFD |
        | MSI   | UNMASK | BOOL    |
        | MSI   | UNMASK | EVENTFD |
        | MSIX  | MASK   | BOOL    |
        | MSIX  | MASK   | EVENTFD |
        | MSIX  | UNMASK | BOOL    |
        | MSIX  | UNMASK | EVENTFD |
        | ERR   | MASK   | BOOL    |
        | ERR   | MASK   | EVENTFD |
        | ERR   | UNMASK | BOOL    |
        | ERR   | UNMASK | EVENTFD |
        | REQ   | MASK   | BOOL    |
        | REQ   | MASK   | EVENTFD |
        | REQ   | UNMASK | BOOL    |
        | REQ   | UNMASK | EVENTFD |

    Scenario Outline: <action> <index> with NONE while it is enabled
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the program has wired <index> of "dev" to "irq"
      When the program <does> <index> of "dev"
      Then the call fails with ENOTTY
      When the program triggers <index> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

      Examples:
        | index | action | does    |
        | MSI   | MASK   | masks   |
        | MSI   | UNMASK | unmasks |
        | MSIX  | MASK   | masks   |
        | MSIX  | UNMASK | unmasks |
        | ERR   | MASK   | masks   |
        | REQ   | UNMASK | unmasks |

  @MIG-153 @linux @must
  Rule: INTX cannot be masked by an eventfd: ENOTTY while it is enabled, EINVAL while it is not
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_intx_mask

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has an eventfd "mask"

    Scenario: INTX is enabled
      Given the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_MASK |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | count | 1                                                  |
        | data  | fd of "mask"                                       |
      Then the call fails with ENOTTY

    Scenario: INTX is not enabled
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_MASK |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | count | 1                                                  |
        | data  | fd of "mask"                                       |
      Then the call fails with EINVAL

  @MIG-154 @linux @must
  Rule: INTX that is not enabled cannot be masked and unmasked
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_intx_mask, vfio_pci_set_intx_unmask

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"

    Scenario Outline: <action> with <kind> while nothing is enabled
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | 24                                                      |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_<action> |
        | index | VFIO_PCI_INTX_IRQ_INDEX                                 |
        | count | 1                                                       |
      Then the call fails with EINVAL

      Examples:
        | action | kind |
        | MASK   | NONE |
        | MASK   | BOOL |
        | UNMASK | NONE |
        | UNMASK | BOOL |

    Scenario: UNMASK with EVENTFD while nothing is enabled
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_UNMASK |
        | index | VFIO_PCI_INTX_IRQ_INDEX                              |
        | count | 1                                                    |
        | data  | fd of "irq"                                          |
      Then the call fails with EINVAL

    Scenario Outline: the program <does> INTX while MSI is enabled
      Given the program has wired MSI of "dev" to "irq"
      When the program <does> INTX of "dev"
      Then the call fails with EINVAL

      Examples:
        | does    |
        | masks   |
        | unmasks |

    Scenario Outline: <action> of no interrupt while INTX is enabled
      Given the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_<action> |
        | index | VFIO_PCI_INTX_IRQ_INDEX                               |
        | count | 0                                                     |
      Then the call fails with EINVAL

      Examples:
        | action |
        | MASK   |
        | UNMASK |

    Scenario: the program masks INTX that is enabled with BOOL, and unmasks it
      Given the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | 21                                                  |
        | flags | VFIO_IRQ_SET_DATA_BOOL + VFIO_IRQ_SET_ACTION_MASK |
        | index | VFIO_PCI_INTX_IRQ_INDEX                             |
        | count | 1                                                   |
        | data  | 1                                                   |
      Then the call succeeds
      When the program unmasks INTX of "dev"
      Then the call succeeds

  @MIG-155 @architecture @must
  Rule: TRIGGER with EVENTFD enables an index, TRIGGER with NONE and count 0 disables it
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_intx_trigger

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has an eventfd "irq"

    Scenario Outline: <index> is enabled, triggered and disabled
      Given the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program wires <index> of "dev" to "irq"
      Then the call returns 0
      When the program triggers <index> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      When the program disables <index> of "dev"
      Then the call succeeds
      When the program triggers <index> of "dev"
      Then the call fails with EINVAL
      And eventfd "irq" has counted 0

      Examples:
        | index |
        | INTX  |
        | MSI   |

    Scenario Outline: <index> that is not enabled cannot be triggered and disabled
      Given the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program triggers <index> of "dev"
      Then the call fails with EINVAL
      When the program disables <index> of "dev"
      Then the call fails with EINVAL

      Examples:
        | index |
        | INTX  |
        | MSI   |

    Scenario: another eventfd takes the place of the first
      Given the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "other"
      And the program has wired INTX of "dev" to "irq"
      When the program wires INTX of "dev" to "other"
      Then the call returns 0
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 0
      And eventfd "other" has counted 1

    Scenario: INTX that was disabled makes room for MSI
      Given the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has wired INTX of "dev" to "irq"
      When the program disables INTX of "dev"
      And the program wires MSI of "dev" to "irq"
      Then the call returns 0

    Scenario: as the first call on the device
      When the program wires INTX of "dev" to "irq"
      Then the call returns 0
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

  @MIG-156 @linux @must
  Rule: Of INTX, MSI and MSI-X one can be enabled: TRIGGER of another gives EINVAL
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_msi_trigger, vfio_pci_set_intx_trigger

    Scenario Outline: <second> while <first> is enabled
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has eventfds "irq", "other"
      And the program has wired <first> of "dev" to "irq"
      When the program wires <second> of "dev" to "other"
      Then the call fails with EINVAL
      When the program triggers <second> of "dev"
      Then the call fails with EINVAL
      When the program triggers <first> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      And eventfd "other" has counted 0

      Examples:
        | first | second |
        | INTX  | MSI    |
        | MSI   | INTX   |

    Scenario Outline: <second> of a device with all three while <first> is enabled
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has eventfds "irq", "other"
      And the program has wired <first> of "dev" to "irq"
      When the program wires <second> of "dev" to "other"
      Then the call fails with EINVAL
      When the program triggers <first> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      And eventfd "other" has counted 0

      Examples:
        | first | second |
        | INTX  | MSIX   |
        | MSI   | MSIX   |
        | MSIX  | INTX   |
        | MSIX  | MSI    |

  @MIG-157 @architecture @must
  Rule: TRIGGER with NONE or BOOL signals the eventfds that it chooses and no others
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: <index> with <kind>, from <start> on <count>: <data>
      Given the host has a device "dev" of kind vfio-pci with:
        | msi  | 4 |
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d"
      And the program has wired <index> of "dev" to "a", "b", "c", "d"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | argsz | 24                                                   |
        | index | VFIO_PCI_<index>_IRQ_INDEX                           |
        | start | <start>                                              |
        | count | <count>                                              |
        | data  | <data>                                               |
      Then the call succeeds
      And eventfd "a" has counted <a>
      And eventfd "b" has counted <b>
      And eventfd "c" has counted <c>
      And eventfd "d" has counted <d>

      Examples: NONE chooses the whole range, BOOL where the byte is not zero
        | index | kind | start | count | data       | a | b | c | d |
        | MSIX  | BOOL | 0     | 4     | 1, 0, 0, 1 | 1 | 0 | 0 | 1 |
        | MSIX  | BOOL | 1     | 3     | 1, 0, 1    | 0 | 1 | 0 | 1 |
        | MSIX  | BOOL | 1     | 2     | 0, 255     | 0 | 0 | 1 | 0 |
        | MSIX  | BOOL | 0     | 4     | 0, 0, 0, 0 | 0 | 0 | 0 | 0 |
        | MSI   | BOOL | 0     | 4     | 0, 1, 1, 0 | 0 | 1 | 1 | 0 |
        | MSI   | BOOL | 3     | 1     | 1          | 0 | 0 | 0 | 1 |

    Scenario Outline: <index> with NONE, from <start> on <count>
      Given the host has a device "dev" of kind vfio-pci with:
        | msi  | 4 |
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d"
      And the program has wired <index> of "dev" to "a", "b", "c", "d"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                         |
        | start | <start>                                            |
        | count | <count>                                            |
      Then the call succeeds
      And eventfd "a" has counted <a>
      And eventfd "b" has counted <b>
      And eventfd "c" has counted <c>
      And eventfd "d" has counted <d>

      Examples:
        | index | start | count | a | b | c | d |
        | MSIX  | 0     | 4     | 1 | 1 | 1 | 1 |
        | MSIX  | 1     | 2     | 0 | 1 | 1 | 0 |
        | MSIX  | 3     | 1     | 0 | 0 | 0 | 1 |
        | MSI   | 0     | 4     | 1 | 1 | 1 | 1 |
        | MSI   | 2     | 1     | 0 | 0 | 1 | 0 |

    Scenario Outline: INTX with BOOL <byte>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_BOOL + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_INTX_IRQ_INDEX                            |
        | count | 1                                                  |
        | data  | <byte>                                             |
      Then the call succeeds
      And eventfd "irq" has counted <signals>

      Examples:
        | byte | signals |
        | 0    | 0       |
        | 1    | 1       |
        | 255  | 1       |

  @MIG-158 @architecture @must
  Rule: TRIGGER with EVENTFD and descriptor -1 takes the eventfd from one vector and from no other
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: <index>
      Given the host has a device "dev" of kind vfio-pci with:
        | msi  | 4 |
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d"
      And the program has wired <index> of "dev" to "a", "b", "c", "d"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                            |
        | start | 2                                                     |
        | count | 1                                                     |
        | data  | -1                                                    |
      Then the call returns 0
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                         |
        | start | 0                                                  |
        | count | 4                                                  |
      Then the call succeeds
      And eventfd "a" has counted 1
      And eventfd "b" has counted 1
      And eventfd "c" has counted 0
      And eventfd "d" has counted 1

      Examples:
        | index |
        | MSI   |
        | MSIX  |

  @MIG-159 @linux @must
  Rule: A descriptor that is not open gives EBADF, one that is no eventfd EINVAL
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c; fs/eventfd.c eventfd_ctx_fdget

    Scenario Outline: TRIGGER of <index> with <what>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                            |
        | count | 1                                                     |
        | data  | <data>                                                |
      Then the call fails with <error>

      Examples:
        | index | what                       | data              | error  |
        | INTX  | a number that is not open  | 999               | EBADF  |
        | INTX  | the container              | fd of "container" | EINVAL |
        | MSI   | a number that is not open  | 999               | EBADF  |
        | MSI   | the container              | fd of "container" | EINVAL |

    Scenario Outline: vfio-pci, TRIGGER of <index> with <what>
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                            |
        | count | 1                                                     |
        | data  | <data>                                                |
      Then the call fails with <error>

      Examples:
        | index | what                       | data              | error  |
        | MSIX  | a number that is not open  | 999               | EBADF  |
        | MSIX  | the container              | fd of "container" | EINVAL |
        | ERR   | a number that is not open  | 999               | EBADF  |
        | ERR   | the container              | fd of "container" | EINVAL |
        | REQ   | a number that is not open  | 999               | EBADF  |
        | REQ   | the container              | fd of "container" | EINVAL |

    Scenario: INTX keeps the eventfd that it has
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program wires INTX of "dev" to "container"
      Then the call fails with EINVAL
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

  @MIG-160 @linux @must
  Rule: Where one vector of a block cannot be wired, those from the first of the block to that one have no eventfd any more
    Eventfds that they had before the call are lost; vectors outside the block keep theirs. A call that was to enable
    the index leaves it disabled.
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_msi_set_block

    Scenario Outline: <index> is enabled, the second of the block is <what>
      Given the host has a device "dev" of kind vfio-pci with:
        | msi  | 4 |
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b", "c", "d", "new"
      And the program has wired <index> of "dev" to "a", "b", "c", "d"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                            |
        | start | 1                                                     |
        | count | 3                                                     |
        | data  | fd of "new", <bad>, fd of "new"                       |
      Then the call fails with <error>
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_NONE + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                         |
        | start | 0                                                  |
        | count | 4                                                  |
      Then the call succeeds
      And eventfd "a" has counted 1
      And eventfd "b" has counted 0
      And eventfd "c" has counted 0
      And eventfd "d" has counted 1
      And eventfd "new" has counted 0

      Examples:
        | index | what          | bad               | error  |
        | MSIX  | not open      | 999               | EBADF  |
        | MSIX  | the container | fd of "container" | EINVAL |
        | MSI   | not open      | 999               | EBADF  |

    Scenario Outline: <index> was to be enabled
      Given the host has a device "dev" of kind vfio-pci with:
        | msi  | 4 |
        | msix | 8 |
      And the program has opened device "dev"
      And the program has eventfds "a", "b"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                            |
        | count | 3                                                     |
        | data  | fd of "a", fd of "b", 999                             |
      Then the call fails with EBADF
      When the program triggers <index> of "dev"
      Then the call fails with EINVAL
      When the program wires INTX of "dev" to "a"
      Then the call returns 0

      Examples:
        | index |
        | MSI   |
        | MSIX  |

  @MIG-161 @linux @must
  Rule: The error and the request interrupt cannot be triggered with NONE while they have no eventfd
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_ctx_trigger_single

    Background:
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"

    Scenario Outline: <index> without an eventfd
      When the program triggers <index> of "dev"
      Then the call fails with EINVAL
      When the program disables <index> of "dev"
      Then the call fails with EINVAL

      Examples:
        | index |
        | ERR   |
        | REQ   |

    Scenario Outline: <index> with an eventfd, until that is taken away
      Given the program has wired <index> of "dev" to "irq"
      When the program triggers <index> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      When the program disables <index> of "dev"
      Then the call succeeds
      When the program triggers <index> of "dev"
      Then the call fails with EINVAL
      And eventfd "irq" has counted 0

      Examples:
        | index |
        | ERR   |
        | REQ   |

    Scenario: beside INTX
      Given the program has eventfds "err", "req"
      And the program has wired INTX of "dev" to "irq"
      And the program has wired ERR of "dev" to "err"
      And the program has wired REQ of "dev" to "req"
      When the program triggers REQ of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 0
      And eventfd "err" has counted 0
      And eventfd "req" has counted 1

  @MIG-162 @linux @must
  Rule: TRIGGER of the error and the request interrupt with BOOL or EVENTFD wants count 1
    Of descriptors below 0 only -1 takes the eventfd away; the others are without effect.
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_intrs.c vfio_pci_set_ctx_trigger_single

    Background:
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"

    Scenario Outline: <index> with <kind> and count 0
      Given the program has wired <index> of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | argsz | 24                                                   |
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                           |
        | count | 0                                                    |
      Then the call fails with EINVAL
      When the program triggers <index> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

      Examples:
        | index | kind    |
        | ERR   | BOOL    |
        | ERR   | EVENTFD |
        | REQ   | BOOL    |
        | REQ   | EVENTFD |

    Scenario Outline: <index> with <kind> <data>
      Given the program has wired <index> of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_<kind> + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                           |
        | count | 1                                                    |
        | data  | <data>                                               |
      Then the call succeeds
      And eventfd "irq" has counted <signals>
      When the program triggers <index> of "dev"
      Then the result is <later>

      Examples: what a trigger by hand gives afterwards
        | index | kind    | data | signals | later  |
        | ERR   | BOOL    | 1    | 1       | 0      |
        | ERR   | BOOL    | 0    | 0       | 0      |
        | ERR   | EVENTFD | -1   | 0       | EINVAL |
        | ERR   | EVENTFD | -2   | 0       | 0      |
        | REQ   | BOOL    | 255  | 1       | 0      |
        | REQ   | EVENTFD | -1   | 0       | EINVAL |
        | REQ   | EVENTFD | -2   | 0       | 0      |

    Scenario Outline: <index> without an eventfd with BOOL 1
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_BOOL + VFIO_IRQ_SET_ACTION_TRIGGER |
        | index | VFIO_PCI_<index>_IRQ_INDEX                         |
        | count | 1                                                  |
        | data  | 1                                                  |
      Then the call succeeds
      And eventfd "irq" has counted 0

      Examples:
        | index |
        | ERR   |
        | REQ   |

  @MIG-163 @architecture @must
  Rule: INTX is masked when the device has signalled it, until it is unmasked
    A trigger by hand masks on mtty and does not on vfio-pci.
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/pci/vfio_pci_intrs.c vfio_intx_handler; samples/vfio-mdev/mtty.c mtty_trigger_interrupt

    Scenario: a PCI function that holds its line
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 0
      When the program unmasks INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

    Scenario: a PCI function whose INTX is unmasked by an eventfd
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has eventfds "irq", "unmask"
      And the program has wired INTX of "dev" to "irq"
      When the program calls VFIO_DEVICE_SET_IRQS on "dev" with:
        | flags | VFIO_IRQ_SET_DATA_EVENTFD + VFIO_IRQ_SET_ACTION_UNMASK |
        | index | VFIO_PCI_INTX_IRQ_INDEX                              |
        | count | 1                                                    |
        | data  | fd of "unmask"                                       |
      Then the call succeeds
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1
      When the program writes X'0101010101010101' to "unmask"
      Then the call returns 8
      And eventfd "irq" has counted 1

    Scenario: MSI is not masked
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the program has wired MSI of "dev" to "irq"
      When "dev" has a reason to interrupt
      And "dev" has a reason to interrupt
      Then eventfd "irq" has counted 2

    Scenario: a trigger by hand on vfio-pci
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program triggers INTX of "dev"
      And the program triggers INTX of "dev"
      Then eventfd "irq" has counted 2

    Scenario: bytes that a UART receives
      Given the host has a device "dev" of kind mtty
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program sends a byte through the UART of "dev"
      And the program sends a byte through the UART of "dev"
      Then eventfd "irq" has counted 1
      When the program unmasks INTX of "dev"
      And the program sends a byte through the UART of "dev"
      Then eventfd "irq" has counted 1

    Scenario: MSI of a UART is not masked
      Given the host has a device "dev" of kind mtty
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired MSI of "dev" to "irq"
      When the program sends a byte through the UART of "dev"
      And the program sends a byte through the UART of "dev"
      Then eventfd "irq" has counted 2

    Scenario: a trigger by hand on mtty
      Given the host has a device "dev" of kind mtty
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program triggers INTX of "dev"
      And the program triggers INTX of "dev"
      Then eventfd "irq" has counted 1

    Scenario: INTX that the program has masked
      Given the host has a device "dev" of kind mtty
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"
      When the program masks INTX of "dev"
      And the program sends a byte through the UART of "dev"
      Then eventfd "irq" has counted 0
