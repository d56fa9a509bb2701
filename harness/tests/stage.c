#include "tests/stage.h"

#include "tests/check.h"

enum { PROFILE_LIMIT = 1 << 16, AS_LONG_AS_IT_TAKES_MS = 15000 };

/* Encrypted with LITTLE_PASSPHRASE, by one round: it is to be quick. */
static const char client_key_pem[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIHrMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAimjz95RrxuRQIBATAM\n"
    "BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ58LtpbWdQHz1f1iwAh5STQSBkG4q\n"
    "tVO84DPID5zsy0V3TD8hNCDrD+TaEVjYcULkE5SFCr/pX9P23SJ8pdJVbGlMrREM\n"
    "V4h8kbPnc8F3jaK7QjvCV2TwNnivwOx6ab6QWco3yB0OU+q03A0iXEGAH4EeDW/N\n"
    "qS4E+9rgCAefpuGMA1CJrIYPpr6vnDyiFL4eA5Q0mm71EvVs0e5Eu6dWz5RV8g==\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";
static const char client_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBejCCAR+gAwIBAgIUdAv+HYvO+k/15QnYdgVRh+VNG9QwCgYIKoZIzj0EAwIw\n"
    "ETEPMA0GA1UEAwwGY2xpZW50MCAXDTI2MTEyMzEwMjA0MloYDzIxMjYxMDMwMTAy\n"
    "MDQyWjARMQ8wDQYDVQQDDAZjbGllbnQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"
    "AASYsrWGHWJFq+AyyQqn854jMUkxFWvor8NBYUNETXB9MlbOpHsNbyja4e2aNJef\n"
    "Kb1VzpQyoPi0Yu59UKz39k8Po1MwUTAdBgNVHQ4EFgQUVReI2jXw/GQbGptHhs6I\n"
    "y9IoO/8wHwYDVR0jBBgwFoAUVReI2jXw/GQbGptHhs6Iy9IoO/8wDwYDVR0TAQH/\n"
    "BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAnG/WIL1zSn315jrX2uOq6T3jW2dh\n"
    "o5MvlKWaIKBgbTcCIQCx2SrS0UlpGRxSXgElkTJPPVdyZeruizbhKaU/AjOa2g==\n"
    "-----END CERTIFICATE-----\n";

static struct {
    struct wire *wire;
    struct little_platform platform;
    const struct performance *playing;
    _Atomic unsigned requests;
} stage;

static enum status answer(void *context, const struct wire_request *request,
                          struct wire_reply *reply) {
    (void)context;
    atomic_fetch_add(&stage.requests, 1);
    struct little_answer words = little_platform_ask(&stage.platform, request);
    return rendering_render(&stage.playing->rendering, &words, reply);
}

int stage_set_up(void **state) {
    struct wire_options options = {.script = {answer, NULL}};
    struct diagnostic diagnostic = {0};
    if (certify_set_up(state) != 0 || wire_start(&options, &stage.wire, &diagnostic) != STATUS_OK) {
        printf("%s\n", diagnostic.text);
        return -1;
    }
    bool is_written = certify_write("little.pem", bytes_of_text(wire_ca_pem(stage.wire))) &&
                      certify_write("client.pem", bytes_of_text(client_pem)) &&
                      certify_write("client.key", bytes_of_text(client_key_pem));
    return is_written ? 0 : -1;
}

int stage_tear_down(void **state) {
    wire_stop(stage.wire);
    return certify_tear_down(state);
}

static enum status write_profile(const struct performance *performance, struct buffer *out) {
    static const char profile[] =
        "{\"name\":\"little\",\"endpoint\":\"https://127.0.0.1:%u\","
        "\"tls\":{\"ca_file\":\"little.pem\"%s},"
        "\"credentials\":{\"app_id\":\"%s\",\"app_key\":\"%s\",\"%s\":\"%s\"},"
        "\"devices\":{\"never_connected\":\"%s\",\"online\":\"%s\",\"offline\":\"%s\","
        "\"abnormal\":\"%s\"},"
        "\"applications\":{\"unauthorized\":\"%s\"},"
        "\"triggers\":{\"internal_error\":{\"device_id\":\"%s\"},"
        "\"app_not_existed_500\":{\"device_id\":\"%s\"}},"
        "\"throttle\":{\"limit\":0},\"unsafe_methods\":true,"
        "\"timeouts\":{\"connect_ms\":%u,\"total_ms\":%u},"
        "\"limits\":{\"body_bytes\":65536,\"header_bytes\":32768}}\n";
    static const char client_key[] =
        ",\"client_cert_file\":\"client.pem\",\"client_key_file\":\"client.key\","
        "\"client_key_password\":\"" LITTLE_PASSPHRASE "\"";
    const char *const *ids = little_device_ids;
    unsigned total_ms = performance->total_ms == 0 ? AS_LONG_AS_IT_TAKES_MS : performance->total_ms;
    return buffer_append_format(
        out, profile, wire_port(stage.wire), performance->has_client_key ? client_key : "",
        LITTLE_APP_ID, LITTLE_APP_KEY, performance->logs_in ? "secret" : "access_token",
        performance->logs_in ? LITTLE_SECRET : LITTLE_TOKEN, ids[LITTLE_REGISTERED],
        ids[LITTLE_ONLINE], ids[LITTLE_OFFLINE], ids[LITTLE_ABNORMAL], LITTLE_STRANGER,
        ids[LITTLE_BREAKS_DOWN], ids[LITTLE_APP_GONE], total_ms, total_ms);
}

bool stage_prepare(const struct performance *performance) {
    struct buffer profile;
    buffer_init(&profile, PROFILE_LIMIT);
    stage.playing = performance;
    stage.platform.manners = &performance->manners;
    for (size_t i = 0; i <= LITTLE_DEVICES; i++) {
        atomic_store(&stage.platform.asked[i], 0);
    }
    atomic_store(&stage.requests, 0);
    bool is_written = write_profile(performance, &profile) == STATUS_OK &&
                      certify_write("little.json", buffer_view(&profile));
    buffer_clean_up(&profile);
    return is_written;
}

bool stage_play(const struct performance *performance, struct certification *out_certification) {
    return stage_prepare(performance) &&
           certify_profile_with("little.json", &performance->manner, out_certification);
}

void stage_check(const struct performance *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct certification certified;
        bool is_played = stage_play(&rows[i], &certified);
        check_row(rows[i].name, is_played);
        if (is_played) {
            check_row(rows[i].name, certify_blames(rows[i].name, &certified, rows[i].blame));
        }
    }
    check_finish();
}

unsigned stage_requests(void) {
    return atomic_load(&stage.requests);
}
