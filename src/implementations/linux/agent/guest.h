/* The duties of the first process of a guest. */
#ifndef GUEST_H
#define GUEST_H

/* Mounts what there is to mount, loads the modules of /modules and opens the port to the adapter. */
int become_first_process(void);
/* Ends the guest. */
_Noreturn void power_off(void);

#endif
