/* Core dumps hold whatever the program held. */
#ifndef APP_CORE_DUMP_H
#define APP_CORE_DUMP_H

/* From now on a crash leaves no core file: this process holds secrets. */
void core_dump_forbid(void);

#endif
