/* Inputs of the URL builder: endpoint, device id and appId, one after another. */
#ifndef FUZZ_TRIPLE_H
#define FUZZ_TRIPLE_H

#include "fuzz/subject.h"

/* Between the parts stands a byte that UTF-8 never has, so that seeds can be written with printf:
   endpoint FF id, or endpoint FF id FF appId. Later ones belong to the appId. */
enum { TRIPLE_SEPARATOR = 0xff };

struct triple {
    struct subject_text endpoint, device_id;
    struct subject_text app_id; /* data == NULL: no query */
};

/* Views into `data`. Without a separator there is an endpoint alone, and an empty id. */
struct triple triple_split(const uint8_t *data, size_t size);

#endif
