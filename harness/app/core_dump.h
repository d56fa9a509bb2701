/* Core dumps hold whatever the program held. */
#ifndef APP_CORE_DUMP_H
#define APP_CORE_DUMP_H

/* From now on a crash leaves no core, neither in a file nor for a program that collects them, and
   no other process of the user may read this one's memory: it holds secrets. core(5), prctl(2). */
void core_dump_forbid(void);

#endif
