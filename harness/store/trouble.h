/* Words for what files do to us: path, cause and remedy in one line. */
#ifndef STORE_TROUBLE_H
#define STORE_TROUBLE_H

#include "base/status.h"

/* Sets "cannot VERB FOLDER/NAME: cause; remedy" for the error number `cause`. `folder` may be NULL:
   then `name` is the whole path. Always STATUS_IO, or STATUS_NOT_FOUND where `cause` is ENOENT and
   `name` is the whole path. */
enum status store_trouble(struct diagnostic *out_diagnostic, const char *verb, const char *folder,
                          const char *name, int cause) MUST_USE;

#endif
