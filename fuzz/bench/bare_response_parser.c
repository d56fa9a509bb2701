/* The measure for response_parser's speed: the same inputs, and nothing done to them but cJSON. */
#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 0) {
        cJSON_Delete(cJSON_ParseWithLength((const char *)data + 1, size - 1));
    }
    return 0;
}
