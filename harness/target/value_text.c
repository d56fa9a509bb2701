/* Values that are strings. */
#include "target/secret.h"
#include "target/value.h"

enum status value_check_string(const struct value *value, size_t most_bytes) {
    if (json_kind_of(value->node) != JSON_STRING) {
        return value_complain_of_kind(value);
    }
    struct bytes string = json_string_of(value->node);
    struct json_text_facts facts = json_text_facts(string);
    if (facts.bytes == 0) {
        return profile_complain(value->profile, value->place, "is empty; fill it in");
    }
    if (facts.has_nul || has_control_character(string)) {
        return profile_complain(value->profile, value->place,
                                "holds a control character; remove it");
    }
    if (facts.has_lone_surrogate) {
        return profile_complain(value->profile, value->place,
                                "holds one half of a surrogate pair; remove it");
    }
    if (facts.bytes > most_bytes) {
        return profile_complain(value->profile, value->place,
                                "has %zu bytes, %zu are allowed; shorten it", facts.bytes,
                                most_bytes);
    }
    return STATUS_OK;
}

static enum status keep(const struct value *value, char *text) {
    if (text == NULL) {
        return STATUS_NO_MEMORY;
    }
    *(char **)value->field = text;
    return STATUS_OK;
}

enum status value_read_text(const struct value *value) {
    enum status status = value_check_string(value, TEXT_BYTES_MAX);
    return status == STATUS_OK ? keep(value, bytes_copy_text(json_string_of(value->node))) : status;
}

char *value_path(const struct value *value, struct bytes path) {
    const char *folder = value->profile->folder;
    size_t folder_size = strlen(folder);
    if (path.data[0] == '/' || folder_size == 0) {
        return bytes_copy_text(path);
    }
    size_t size = folder_size + 1 + path.size + 1;
    char *joined = malloc(size);
    if (joined != NULL) {
        const char *slash = folder[folder_size - 1] == '/' ? "" : "/";
        (void)snprintf(joined, size, "%s%s%.*s", folder, slash, BYTES_PRINT(path));
    }
    return joined;
}

enum status value_read_file(const struct value *value) {
    enum status status = value_check_string(value, PATH_BYTES_MAX);
    return status == STATUS_OK ? keep(value, value_path(value, json_string_of(value->node)))
                               : status;
}

enum status value_read_id(const struct value *value) {
    enum status status = value_check_string(value, TEXT_BYTES_MAX);
    if (status != STATUS_OK) {
        return status;
    }
    if (url_device_id_check(json_string_of(value->node)) != URL_OK) {
        return profile_complain(
            value->profile, value->place,
            "is no id that can be asked for; give 1 to 256 characters, and neither . "
            "nor ..");
    }
    return keep(value, bytes_copy_text(json_string_of(value->node)));
}

enum status value_read_endpoint(const struct value *value) {
    enum status status = value_check_string(value, TEXT_BYTES_MAX);
    if (status != STATUS_OK) {
        return status;
    }
    struct endpoint endpoint;
    enum url_fault fault =
        url_endpoint_parse(json_string_of(value->node), value->profile->schemes, &endpoint);
    if (fault == URL_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (fault != URL_OK) {
        return profile_complain(value->profile, value->place, "cannot be used: %s",
                                url_fault_words[fault]);
    }
    value->profile->target.endpoint = endpoint;
    return keep(value, bytes_copy_text(json_string_of(value->node)));
}

static const char *const proxy_schemes[] = {"http://", "https://", "socks5://", "socks5h://"};

/* What follows the scheme, or an absent view where the scheme is none of a proxy. */
static struct bytes proxy_authority(struct bytes proxy) {
    for (size_t i = 0; i < sizeof proxy_schemes / sizeof proxy_schemes[0]; i++) {
        size_t size = strlen(proxy_schemes[i]);
        if (bytes_equal_ignoring_case(bytes_slice(proxy, 0, size),
                                      bytes_of_text(proxy_schemes[i]))) {
            return bytes_slice(proxy, size, proxy.size - size);
        }
    }
    return bytes_of(NULL, 0);
}

/* Host and port of a proxy are written like those of an endpoint, so its rules decide. */
static enum url_fault check_authority(struct bytes authority, struct endpoint *out_endpoint) {
    struct buffer url;
    buffer_init(&url, TEXT_BYTES_MAX + sizeof "https://");
    enum url_fault fault = URL_NO_MEMORY;
    if (buffer_append_text(&url, "https://") == STATUS_OK &&
        buffer_append(&url, authority) == STATUS_OK) {
        fault = url_endpoint_parse(buffer_view(&url), URL_HTTPS_ONLY, out_endpoint);
    }
    buffer_clean_up(&url);
    return fault;
}

static enum status check_proxy(const struct value *value, struct bytes proxy) {
    struct bytes authority = proxy_authority(proxy);
    if (authority.data == NULL) {
        return profile_complain(
            value->profile, value->place,
            "must begin with http://, https://, socks5:// or socks5h://; change it");
    }
    struct endpoint endpoint = {.prefix = ""};
    enum url_fault fault = check_authority(authority, &endpoint);
    if (fault == URL_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (fault == URL_USER_INFO) {
        return profile_complain(
            value->profile, value->place,
            "holds user info, which could not be kept out of the evidence; use a proxy "
            "without a password");
    }
    if (fault != URL_OK || endpoint.prefix[0] != '\0') {
        return profile_complain(value->profile, value->place,
                                "is no proxy; write SCHEME://HOST:PORT and nothing after it");
    }
    return STATUS_OK;
}

enum status value_read_proxy(const struct value *value) {
    enum status status = value_check_string(value, TEXT_BYTES_MAX);
    if (status == STATUS_OK) {
        status = check_proxy(value, json_string_of(value->node));
    }
    return status == STATUS_OK ? keep(value, bytes_copy_text(json_string_of(value->node))) : status;
}
