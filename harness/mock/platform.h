/* The embedded platform: a real HTTPS server that implements the document and its neighbours. It
   knows the document, and neither the cases nor the judge. */
#ifndef MOCK_PLATFORM_H
#define MOCK_PLATFORM_H

#include "base/bytes.h"
#include "base/clock.h"

struct platform_options {
    unsigned port;              /* 0: any free one */
    bool is_cleartext;          /* http:// instead, for tests behind another TLS end */
    uint32_t throttle_limit;    /* calls per window and application; 0: none */
    int64_t throttle_window_us; /* 0: a minute */
    bool is_window_fixed;       /* false: sliding */
    const char *defect;         /* a name from platform_defects, or NULL */
    const char *variant;        /* a name from platform_variants, or NULL */
    uint64_t seed;              /* ids and secrets are drawn from it; 0: from the system */
    int64_t token_lifetime_us;  /* 0: an hour */
    const struct clock *clock;  /* what its throttle and its tokens go by; NULL: the machine's */
};

enum { PLATFORM_THROTTLE_LIMIT_MAX = 1000000 };

struct platform; /* opaque */

/* Starts serving on 127.0.0.1 in threads of its own. STATUS_NETWORK: the port is taken (the
   diagnostic names it); STATUS_NOT_FOUND: no such defect or variant (near ones
   named); STATUS_INVALID: an
   option out of range; STATUS_NO_MEMORY. */
enum status platform_start(const struct platform_options *options, struct platform **out_platform,
                           struct diagnostic *out_diagnostic) MUST_USE;
void platform_stop(struct platform *platform); /* NULL is ignored */

unsigned platform_port(const struct platform *platform);
/* The CA's certificate, PEM; lives as long as the platform. */
const char *platform_ca_pem(const struct platform *platform);
/* A target profile that `assay run` takes as it is. `ca_file` is the name the CA's certificate will
   have beside it. It holds secrets: write it with mode 0600. */
enum status platform_write_profile(const struct platform *platform, const char *ca_file,
                                   struct buffer *out) MUST_USE;

struct call;
struct hooks;

/* One deliberate deviation from the document. */
/* The answers that a defect can show in, where its lot is drawn for others too. */
enum defect_reach {
    REACH_ANY,
    REACH_DATA,         /* those with the data of a device */
    REACH_WRONG_TOKENS, /* those to a token that is altered or replaced */
    REACH_COUNT,
};

struct defect {
    const char *name;
    const char *breaks;        /* the requirement id it stands for */
    const char *sentence;      /* what it does */
    const struct hooks *hooks; /* how: the platform's own business, see mock/hooks.h */

    /* What else its evidence shows: requirement ids parted by spaces, in the catalogue's order;
       NULL is none. */
    const char *also;    /* always */
    const char *perhaps; /* or not, by the order in which questions are answered */

    /* When it shows; zero is always. All of these have to hold. */
    bool (*when)(const struct call *call);
    bool (*and_when)(const struct call *call);
    const char *segment; /* glob that the path's last segment matches, as it was sent */
    const char *query;   /* the same of the query */
    unsigned after;      /* calls that the platform answers rightly before the first wrong one */
    unsigned one_in; /* then one call in so many, drawn by lot: n calls that could show it miss it
                        with probability (1 - 1 / one_in) ^ n */
    enum defect_reach reach; /* which calls could, where there is one_in */

    /* The interpretation that the written profile has to choose; NULL: the defaults do. */
    const char *interpretation, *choice;
    bool is_unthrottled; /* a deployment without flow control, and a profile that says so, show it
                            best: whoever starts the platform has to see to it */
};
extern const struct defect platform_defects[];
extern const size_t platform_defect_count;

/* One unusual way to conform. */
struct platform_variant {
    const char *name;
    const char *sentence;
    const struct hooks *hooks;
    bool is_window_fixed; /* throttle windows are, whatever the options say */
    /* The interpretation that the written profile has to choose; NULL: the defaults do. */
    const char *interpretation, *choice;
};
extern const struct platform_variant platform_variants[];
extern const size_t platform_variant_count;

#endif
