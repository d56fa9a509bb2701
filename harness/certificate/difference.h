/* The first member in which two JSON texts differ, for messages. */
#ifndef CERTIFICATE_DIFFERENCE_H
#define CERTIFICATE_DIFFERENCE_H

#include "json/document.h"

enum { DIFFERENCE_PATH_SIZE = 256 };

/* Writes e.g. "predicate.assay.requirements.proven[3]", cut to size; "" where every member is the
   same and only the spelling differs. */
void difference_find(const struct json_node *left, const struct json_node *right,
                     char out_path[DIFFERENCE_PATH_SIZE]);

#endif
