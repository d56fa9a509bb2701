/* Members of a JSON object as report.json has them: the name, then the value. */
#ifndef REPORT_MEMBERS_H
#define REPORT_MEMBERS_H

#include "json/writer.h"

void member_text(struct json_writer *writer, const char *name, const char *text); /* NULL: null */
/* What is unknown is "", never null. */
void member_fact(struct json_writer *writer, const char *name, const char *text);
void member_bool(struct json_writer *writer, const char *name, bool value);
void member_integer(struct json_writer *writer, const char *name, int64_t value);
/* Beyond int64_t too. */
void member_natural(struct json_writer *writer, const char *name, uint64_t value);
/* Microseconds as seconds, as pen_seconds spells them. */
void member_seconds(struct json_writer *writer, const char *name, int64_t elapsed_us);

#endif
