/* Temporary names beside the final one: ".NAME.XXXXXX", in the same folder so that a rename does
   not leave the file system. */
#ifndef STORE_TEMPORARY_H
#define STORE_TEMPORARY_H

#include <stdbool.h>

enum { TEMPORARY_NAME_SIZE = 256, TEMPORARY_ATTEMPTS = 64 };

/* True when `name` can be one entry of a folder: not empty, no slash, neither . nor .. */
bool temporary_is_plain_name(const char *name);

/* Writes a name that is unlikely to be taken. Whoever uses it asks for exclusive creation and tries
   again, at most TEMPORARY_ATTEMPTS times, when it is. */
void temporary_name(const char *name, char out_name[TEMPORARY_NAME_SIZE]);

/* True when temporary_name may have made `temporary` from `name`. */
bool temporary_is_of(const char *temporary, const char *name);

#endif
