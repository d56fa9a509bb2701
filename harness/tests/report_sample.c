#include "report_sample.h"

#include "cases/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

const struct hostile_row hostile_rows[HOSTILE_ROWS] = {
    {"a terminal escape", "before\x1b[2Jafter"},
    {"a title for the terminal", "\x1b]0;owned\x07"},
    {"a C1 control", "a\xc2\x9b"
                     "31mb"},
    {"line ends", "one\ntwo\r\nthree\rfour"},
    {"a tab", "a\tb"},
    {"delete", "a\x7f"
               "b"},
    {"a right-to-left override", "abc\xe2\x80\xaetxet"},
    {"an isolate", "\xe2\x81\xa6hidden\xe2\x81\xa9"},
    {"a zero-width space", "a\xe2\x80\x8b"
                           "b"},
    {"a line separator", "a\xe2\x80\xa8"
                         "b"},
    {"U+FFFE", "a\xef\xbf\xbe"
               "b"},
    {"U+FFFF", "a\xef\xbf\xbf"
               "b"},
    {"a stray byte", "a\xff"
                     "b"},
    {"a cut sequence", "a\xe2\x82"},
    {"an encoded surrogate", "a\xed\xa0\x80"
                             "b"},
    {"markup", "</failure><testcase name=\"x\"/>&amp;<!--]]>"},
    {"a directive", "x # SKIP because # TODO \\# \\"},
    {"a YAML end", "\"\n  ...\nnot ok 99 - forged"},
    {"a bail out", "\nBail out! forged\n"},
    {"text beyond ASCII", "D\xc3\xbcsseldorf \xe5\xad\x97 \xf0\x9f\x98\x80"},
};

static const char *const ids[SAMPLE_CASES] = {
    [SAMPLE_PASS] = "request.prototype",
    [SAMPLE_PASS_TOO] = "activation.online",
    [SAMPLE_WARN] = "activation.name-null",
    [SAMPLE_FAIL] = "error.token.last-character-changed",
    [SAMPLE_FAIL_AGAIN] = "error.token.cut-by-one",
    [SAMPLE_NOT_RUN] = "activation.abnormal",
    [SAMPLE_OUT_OF_SCOPE] = "throttle.burst",
    [SAMPLE_NOT_GENERATED] = "error.device.other-case",
    [SAMPLE_ERROR] = "hardening.path.encoded-slash",
};

static const enum case_status statuses[SAMPLE_CASES] = {
    [SAMPLE_PASS] = CASE_PASS,
    [SAMPLE_PASS_TOO] = CASE_PASS,
    [SAMPLE_WARN] = CASE_WARN,
    [SAMPLE_FAIL] = CASE_FAIL,
    [SAMPLE_FAIL_AGAIN] = CASE_FAIL,
    [SAMPLE_NOT_RUN] = CASE_NOT_RUN,
    [SAMPLE_OUT_OF_SCOPE] = CASE_NOT_RUN,
    [SAMPLE_NOT_GENERATED] = CASE_NOT_RUN,
    [SAMPLE_ERROR] = CASE_ERROR,
};

static const enum requirement_id proofs[SAMPLE_CASES] = {
    [SAMPLE_PASS] = REQUEST_METHOD,
    [SAMPLE_PASS_TOO] = ACTIVATION_ONLINE,
    [SAMPLE_WARN] = RESPONSE_NAME,
    [SAMPLE_FAIL] = ERROR_403_1010005,
    [SAMPLE_FAIL_AGAIN] = ERROR_403_1010005,
    [SAMPLE_NOT_RUN] = ACTIVATION_ABNORMAL,
    [SAMPLE_OUT_OF_SCOPE] = THROTTLE_THRESHOLD,
    [SAMPLE_NOT_GENERATED] = REQUEST_DEVICE_ID,
    [SAMPLE_ERROR] = HARDENING_PATH,
};

static const struct run_facts run_facts = {
    .run_id = "20220224-080000-5eed",
    .started_us = INT64_C(1645689600000000),
    .elapsed_us = 2345678,
    .seed = 42,
    .is_strict = true,
    .exit_code = 1,
    .calls = 97,
    .target_name = "staging",
    .endpoint = "https://platform.example:8743",
    .certificate_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    .suite_version = "0.1.0",
    .document_edition = "2022-02-24",
    .cases_sha256 = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
};

static const struct finding name_is_null = {
    .requirement = RESPONSE_NAME,
    .severity = SEVERITY_WARNING,
    .exchange = 2,
    .expected = "name: a string of at most 256 characters",
    .actual = "null",
    .where = "body, byte 58 (line 1, column 59)",
    .mark = {true, PART_BODY, 58},
};

static const struct finding token_is_accepted = {
    .requirement = ERROR_403_1010005,
    .severity = SEVERITY_FAILURE,
    .exchange = 3,
    .expected = "403 with error code 1010005",
    .actual = "200 with deviceId, activated and name",
    .where = "status line",
    .handling = ERROR_ROW_403_1010005,
};

static const struct finding answer_is_cacheable = {
    .requirement = HARDENING_CACHE,
    .severity = SEVERITY_WARNING,
    .exchange = 4,
    .expected = "no public or s-maxage in Cache-Control",
    .actual = "Cache-Control: public, max-age=600",
    .where = "header Cache-Control",
};

static void init_case(struct sample *sample, size_t i) {
    sample->rows[i] = (struct case_row){
        .id = ids[i],
        .title = "what a conforming platform does",
        .twin = i == SAMPLE_FAIL ? ids[SAMPLE_PASS] : NULL,
        .proves_count = 1,
        .proves = {proofs[i]},
    };
    snprintf(sample->reproduce[i], sizeof sample->reproduce[i], "%s",
             "curl --silent --include -H \"app_key: ${APP_KEY}\" -H \"Authorization: Bearer "
             "${ACCESS_TOKEN}\" 'https://platform.example:8743/iocm/app/reg/v1.1.0/"
             "deviceCredentials/1a2b?appId=own'");
    sample->exchanges[i][0] = (uint32_t)i;
    sample->exchanges[i][1] = (uint32_t)i + 50;
    sample->results[i] = (struct case_result){
        .row = &sample->rows[i],
        .findings = {.items = sample->findings[i]},
        .exchanges = sample->exchanges[i],
        .reproduce = sample->reproduce[i],
        .elapsed_us = 10500,
    };
}

static void init_conformant(struct sample *sample) {
    *sample = (struct sample){0};
    memcpy(sample->catalogue, requirement_catalogue, sizeof sample->catalogue);
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        init_case(sample, i);
        sample->results[i].exchange_count = 2;
    }
    sample->tally = (struct tally){
        .catalogue = sample->catalogue,
        .cases = sample->results,
        .case_count = SAMPLE_CASES,
        .run = run_facts,
    };
}

static const char *const wire[PART_COUNT] = {
    [PART_URL] = "https://platform.example:8743/iocm/app/reg/v1.1.0/deviceCredentials/1a2b",
    [PART_SENT] = "GET /iocm/app/reg/v1.1.0/deviceCredentials/1a2b HTTP/1.1\r\n"
                  "Host: platform.example:8743\r\napp_key: key-1f3a****\r\n\r\n",
    [PART_HEAD] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
    [PART_BODY] = "{\"deviceId\":\"1a2b\",\"activated\":true,\"product\":\"a\",\"name\":null}",
};

static void put_on_wire(struct sample *sample, size_t i, enum exchange_part part,
                        const char *text) {
    unsigned char *data = sample->wire[i][part];
    size_t size = strlen(text) < SAMPLE_WIRE_SIZE ? strlen(text) : SAMPLE_WIRE_SIZE;
    memcpy(data, text, size);
    sample->transcripts[i].parts[part] = (struct excerpt){data, size, 0, size};
}

static void add_transcripts(struct sample *sample) {
    static const size_t cases[SAMPLE_TRANSCRIPTS] = {SAMPLE_WARN, SAMPLE_FAIL};
    for (size_t i = 0; i < SAMPLE_TRANSCRIPTS; i++) {
        sample->transcripts[i] = (struct transcript){
            .number = (uint32_t)cases[i],
            .case_id = ids[cases[i]],
            .method = "GET",
            .status = 200,
            .tls_version = "TLSv1.3",
            .started_us = run_facts.started_us + 1500,
            .timing = {1000, -1, 4000, 10500},
        };
        for (unsigned part = 0; part < PART_COUNT; part++) {
            if (wire[part] != NULL) {
                put_on_wire(sample, i, (enum exchange_part)part, wire[part]);
            }
        }
    }
    sample->tally.transcripts =
        (struct transcripts){.items = sample->transcripts, .count = SAMPLE_TRANSCRIPTS};
}

void sample_init_conformant(struct sample *sample) {
    init_conformant(sample);
    sample->tally.verdict = VERDICT_CONFORMANT;
    sample->tally.run.exit_code = 0;
    snprintf(sample->tally.verdict_reason, REASON_SIZE,
             "Every requirement that could be provoked was proven.");
}

static void add_finding(struct sample *sample, size_t i, const struct finding *finding) {
    struct findings *findings = &sample->results[i].findings;
    assert_true(findings->count < SAMPLE_FINDINGS);
    findings->items[findings->count++] = *finding;
}

static void not_run(struct sample *sample, size_t i, const char *reason) {
    sample->results[i].exchange_count = 0;
    sample->results[i].elapsed_us = 0;
    sample->results[i].reproduce = NULL;
    snprintf(sample->results[i].reason, REASON_SIZE, "%s", reason);
}

static void settle(struct sample *sample, enum requirement_id id, enum requirement_status status,
                   const char *reason) {
    sample->tally.requirements[id].status = status;
    snprintf(sample->tally.requirements[id].reason, REASON_SIZE, "%s", reason);
}

static void settle_requirements(struct sample *sample) {
    settle(sample, RESPONSE_NAME, REQUIREMENT_WARNED, "null in activation.name-null");
    settle(sample, ERROR_403_1010005, REQUIREMENT_BROKEN,
           "broken by error.token.last-character-changed and one more case");
    settle(sample, ACTIVATION_ABNORMAL, REQUIREMENT_NOT_RUN,
           "the profile has no member devices.abnormal");
    settle(sample, THROTTLE_THRESHOLD, REQUIREMENT_NOT_PROVOKED,
           "the profile says throttle.limit 0");
    settle(sample, HARDENING_CACHE, REQUIREMENT_WARNED, "public in error.token.cut-by-one");
    settle(sample, HARDENING_PATH, REQUIREMENT_WAIVED, "waived by the profile");
}

void sample_init(struct sample *sample) {
    init_conformant(sample);
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        sample->results[i].status = statuses[i];
    }
    add_finding(sample, SAMPLE_WARN, &name_is_null);
    add_finding(sample, SAMPLE_FAIL, &token_is_accepted);
    add_finding(sample, SAMPLE_FAIL_AGAIN, &token_is_accepted);
    add_finding(sample, SAMPLE_FAIL_AGAIN, &answer_is_cacheable);
    not_run(sample, SAMPLE_NOT_RUN, "the profile has no member devices.abnormal");
    not_run(sample, SAMPLE_OUT_OF_SCOPE, "the profile says throttle.limit 0");
    sample->results[SAMPLE_OUT_OF_SCOPE].is_out_of_scope = true;
    not_run(sample, SAMPLE_NOT_GENERATED, "the id has no letters");
    sample->results[SAMPLE_NOT_GENERATED].is_not_generated = true;
    not_run(sample, SAMPLE_ERROR, "the request could not be made: out of memory");
    settle_requirements(sample);
    add_transcripts(sample);
    sample->tally.interpretations[INTERPRET_NAME_NULL] =
        (struct interpretation_result){CHOICE_WARN, true};
    sample->tally.verdict = VERDICT_NONCONFORMANT;
    snprintf(sample->tally.verdict_reason, REASON_SIZE, "1 requirement is broken.");
}

void sample_init_without_verdict(struct sample *sample) {
    sample_init_conformant(sample);
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        sample->results[i].status = CASE_NOT_RUN;
        not_run(sample, i, "the endpoint could not be reached");
    }
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        settle(sample, (enum requirement_id)i, REQUIREMENT_NOT_RUN,
               "the endpoint could not be reached");
    }
    sample->tally.verdict = VERDICT_NONE;
    sample->tally.run.exit_code = 4;
    snprintf(sample->tally.verdict_reason, REASON_SIZE, "The endpoint could not be reached.");
}

static void fill_finding(struct finding *finding, const char *text) {
    snprintf(finding->expected, sizeof finding->expected, "%s", text);
    snprintf(finding->actual, sizeof finding->actual, "%s", text);
    snprintf(finding->where, sizeof finding->where, "%s", text);
}

static void fill_case(struct sample *sample, size_t i, const char *text) {
    sample->rows[i].title = text;
    snprintf(sample->reproduce[i], sizeof sample->reproduce[i], "%s", text);
    snprintf(sample->results[i].reason, REASON_SIZE, "%s", text);
    for (size_t f = 0; f < sample->results[i].findings.count; f++) {
        fill_finding(&sample->findings[i][f], text);
    }
}

void sample_fill(struct sample *sample, const char *text) {
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        fill_case(sample, i, text);
    }
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        sample->catalogue[i].title = text;
        sample->catalogue[i].source = text;
        sample->catalogue[i].remedy = text;
        snprintf(sample->tally.requirements[i].reason, REASON_SIZE, "%s", text);
    }
    for (size_t i = 0; i < sample->tally.transcripts.count; i++) {
        snprintf(sample->transcripts[i].outcome_detail,
                 sizeof sample->transcripts[i].outcome_detail, "%s", text);
        for (unsigned part = 0; part < PART_COUNT; part++) {
            put_on_wire(sample, i, (enum exchange_part)part, text);
        }
    }
    snprintf(sample->tally.verdict_reason, REASON_SIZE, "%s", text);
    struct run_facts *run = &sample->tally.run;
    run->run_id = run->target_name = run->endpoint = run->certificate_sha256 = text;
    run->suite_version = run->document_edition = run->cases_sha256 = text;
}

struct buffer sample_render(report_function *render, const struct tally *tally) {
    struct buffer out;
    buffer_init(&out, SAMPLE_BYTES_MAX);
    assert_int_equal(render(tally, &out), STATUS_OK);
    return out;
}

struct buffer sample_render_console(const struct tally *tally, struct console_options options) {
    struct buffer out;
    buffer_init(&out, SAMPLE_BYTES_MAX);
    assert_int_equal(report_console(tally, options, &out), STATUS_OK);
    return out;
}

size_t count_text(struct bytes whole, const char *needle) {
    size_t count = 0;
    struct bytes wanted = bytes_of_text(needle);
    for (size_t at = bytes_find(whole, wanted, 0); at != SIZE_MAX;
         at = bytes_find(whole, wanted, at + 1)) {
        count++;
    }
    return count;
}

struct buffer sample_replace(struct bytes text, const char *from, const char *to) {
    struct buffer out;
    buffer_init(&out, SAMPLE_BYTES_MAX);
    size_t at = bytes_find(text, bytes_of_text(from), 0);
    assert_true(at != SIZE_MAX);
    size_t rest = at + strlen(from);
    assert_int_equal(buffer_append(&out, bytes_slice(text, 0, at)), STATUS_OK);
    assert_int_equal(buffer_append_text(&out, to), STATUS_OK);
    assert_int_equal(buffer_append(&out, bytes_slice(text, rest, text.size)), STATUS_OK);
    return out;
}
