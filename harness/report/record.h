/* Members of a JSON object as report.json has them: the name, then the value. */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "json/writer.h"

void record_text(struct json_writer *writer, const char *name, const char *text); /* NULL: null */
/* What is unknown is "", never null. */
void record_fact(struct json_writer *writer, const char *name, const char *text);
void record_bool(struct json_writer *writer, const char *name, bool value);
void record_integer(struct json_writer *writer, const char *name, int64_t value);
/* Beyond int64_t too. */
void record_natural(struct json_writer *writer, const char *name, uint64_t value);
/* Microseconds as seconds, as pen_seconds spells them. */
void record_seconds(struct json_writer *writer, const char *name, int64_t elapsed_us);

#endif
