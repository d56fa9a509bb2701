#include "app/commands.h"
#include "app/core_dump.h"
#include "app/path.h"
#include "certificate/key.h"
#include "store/file.h"

#include <sys/stat.h>

enum { NAME_SIZE = 2048 + 8, PATH_SIZE = 4224 };

struct arguments {
    const char *out;
};

/* NAME.pem and NAME.pub. */
struct pair {
    struct path_parts place;
    char private_name[NAME_SIZE], public_name[NAME_SIZE];
};

static bool is_free(const struct pair *pair, const char *name) {
    char path[PATH_SIZE];
    struct stat facts;
    snprintf(path, sizeof path, "%s/%s", pair->place.folder, name);
    if (lstat(path, &facts) != 0) {
        return true;
    }
    fprintf(stderr, "assay: %s is there already and is not replaced; choose another NAME\n", path);
    return false;
}

static bool name_pair(const char *out, struct pair *pair) {
    if (!path_split(out, &pair->place)) {
        fprintf(stderr, "assay: --out takes the name of a file without its ending, not '%s'\n",
                out);
        return false;
    }
    snprintf(pair->private_name, sizeof pair->private_name, "%s.pem", pair->place.name);
    snprintf(pair->public_name, sizeof pair->public_name, "%s.pub", pair->place.name);
    return is_free(pair, pair->private_name) && is_free(pair, pair->public_name);
}

/* The private key first: a public one alone is of no use, and could be taken for more. */
static enum status write_pair(const struct pair *pair, const struct key *key,
                              struct diagnostic *out_diagnostic) {
    struct buffer private_text;
    struct buffer public_text;
    buffer_init(&private_text, KEY_PEM_LIMIT_BYTES);
    buffer_init(&public_text, KEY_PEM_LIMIT_BYTES);
    enum status status = key_write_private(key, &private_text);
    status = status == STATUS_OK ? key_write_public(key, &public_text) : status;
    status = status == STATUS_OK ? store_write_new(pair->place.folder, pair->private_name, 0600,
                                                   buffer_view(&private_text), out_diagnostic)
                                 : status;
    status = status == STATUS_OK ? store_write_new(pair->place.folder, pair->public_name, 0644,
                                                   buffer_view(&public_text), out_diagnostic)
                                 : status;
    key_wipe(&private_text);
    buffer_clean_up(&public_text);
    return status;
}

static int generate(const struct pair *pair) {
    struct key *key = NULL;
    char id[DIGEST_HEX_SIZE];
    struct diagnostic diagnostic = {""};
    enum status status = key_generate(&key);
    status = status == STATUS_OK ? key_id(key, id) : status;
    status = status == STATUS_OK ? write_pair(pair, key, &diagnostic) : status;
    key_destroy(key);
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n",
                diagnostic.text[0] == '\0' ? status_words(status) : diagnostic.text);
        return status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
    }
    printf("private  %s/%s  (keep it; it signs)\npublic   %s/%s  (hand it over; it checks)\n"
           "keyid    %s\n",
           pair->place.folder, pair->private_name, pair->place.folder, pair->public_name, id);
    return EXIT_CONFORMANT;
}

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    struct pair pair;
    (void)operands;
    if (arguments->out == NULL) {
        fprintf(stderr, "assay: --out NAME is missing; `assay keygen --help` shows how\n");
        return EXIT_USAGE;
    }
    core_dump_forbid();
    return name_pair(arguments->out, &pair) ? generate(&pair) : EXIT_USAGE;
}

static const struct option_spec options[] = {
    {"out", "NAME", "writes NAME.pem and NAME.pub (mandatory)", OPTION_TEXT,
     offsetof(struct arguments, out), 0},
};

const struct command command_keygen = {
    .name = "keygen",
    .brief = "make a key to sign certificates with",
    .operands = "",
    .summary = "Makes an Ed25519 key: NAME.pem, the private one (PKCS#8, mode 0600), for `assay\n"
               "run --sign`, and NAME.pub, the public one, for `assay verify --key`. What is\n"
               "there is never replaced.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
