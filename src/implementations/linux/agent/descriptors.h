/* Descriptors of the agent, where a host program does not meet them by counting up. */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

/* Moves the connection out of the way and closes whatever else was left open, stderr excepted. */
void settle_descriptors(int *input, int *output);
/* Moves a descriptor above all that a host program can be given; the same one where the system does not let us. */
int move_out_of_the_way(int descriptor);

#endif
