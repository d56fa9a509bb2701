/* Changes JSON answers as a hostile or careless platform would: by members, strings, escapes and
   nesting, where bytes changed at random would rarely stay JSON. */
#ifndef FUZZ_MUTATE_JSON_H
#define FUZZ_MUTATE_JSON_H

#include <stddef.h>
#include <stdint.h>

/* For LLVMFuzzerCustomMutator: changes `data` in place and returns its new size, at most
   `max_size`. The first `head` bytes are no JSON; the
   very first chooses a status ('0' 200, '1' 403, '2' 404, '3' 500). The same seed makes the same
   change. Half of the time the engine's own mutator is asked instead. */
size_t mutate_json(uint8_t *data, size_t size, size_t max_size, unsigned seed, size_t head);

#endif
