#include "app/front.h"

#include "base/clock.h"
#include "mock/certificate.h"
#include "mock/listener.h"
#include "store/file.h"

#include <errno.h>
#include <ftw.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FOLDER_SIZE = 256,
    CONFIGURATION_LIMIT_BYTES = 8192,
    NAP_US = 10000,
    NAPS_MAX = 500, /* five seconds until it listens */
};

struct front {
    char folder[FOLDER_SIZE]; /* "" where none was made */
    struct certificate certificate;
    unsigned port;
    pid_t id; /* 0: not started, or ended */
};

/* Where Debian and its like put it. */
static const char *const places[] = {"/usr/sbin/nginx", "/usr/local/sbin/nginx",
                                     "/usr/local/nginx/sbin/nginx"};

static const char *find_program(void) {
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (access(places[i], X_OK) == 0) {
            return places[i];
        }
    }
    return NULL;
}

/* What a front needs to leave requests as they are: nginx drops header names with underscores by
   default, and app_key is one. */
static const char configuration[] =
    "daemon off;\n"
    "master_process off;\n"
    "pid nginx.pid;\n"
    "error_log error.log crit;\n"
    "events { worker_connections 256; }\n"
    "http {\n"
    "  access_log off;\n"
    "  client_body_temp_path body; proxy_temp_path proxy;\n"
    "  fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
    "  server_tokens off;\n"
    "  underscores_in_headers on;\n"
    "  merge_slashes off;\n"
    "  keepalive_requests 100000;\n"
    "  server {\n"
    "    listen 127.0.0.1:%u ssl;\n"
    "    ssl_certificate server.pem;\n"
    "    ssl_certificate_key key.pem;\n"
    "    ssl_protocols TLSv1.2 TLSv1.3;\n"
    "    location / {\n"
    "      proxy_pass https://127.0.0.1:%u;\n"
    "      proxy_http_version 1.1;\n"
    "      proxy_set_header Host $http_host;\n"
    "      proxy_set_header Connection \"\";\n"
    "    }\n"
    "  }\n"
    "}\n";

static enum status write_files(const struct front *front, unsigned platform_port,
                               struct diagnostic *out_diagnostic) {
    char text[CONFIGURATION_LIMIT_BYTES];
    snprintf(text, sizeof text, configuration, front->port, platform_port);
    const struct {
        const char *name, *text;
    } files[] = {{"nginx.conf", text},
                 {"server.pem", front->certificate.server_pem},
                 {"key.pem", front->certificate.key_pem}};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof files / sizeof files[0]; i++) {
        status = store_write(front->folder, files[i].name, 0600, bytes_of_text(files[i].text),
                             out_diagnostic);
    }
    return status;
}

static enum status make_folder(struct front *front, struct diagnostic *out_diagnostic) {
    const char *parent = getenv("TMPDIR");
    snprintf(front->folder, sizeof front->folder, "%.200s/assay-front-XXXXXX",
             parent == NULL ? "/tmp" : parent);
    if (mkdtemp(front->folder) == NULL) {
        diagnostic_set(out_diagnostic, "cannot make the folder %s: %s", front->folder,
                       strerror(errno));
        front->folder[0] = '\0';
        return STATUS_IO;
    }
    return STATUS_OK;
}

static enum status launch(struct front *front, const char *program,
                          struct diagnostic *out_diagnostic) {
    char prefix[FOLDER_SIZE + 1];
    snprintf(prefix, sizeof prefix, "%s/", front->folder);
    char *const environment[] = {NULL};
    front->id = fork();
    if (front->id == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0) {
            execle(program, "nginx", "-p", prefix, "-c", "nginx.conf", "-e", "error.log",
                   (char *)NULL, environment);
        }
        _exit(127);
    }
    if (front->id < 0) {
        diagnostic_set(out_diagnostic, "no process can be made for nginx: %s", strerror(errno));
        front->id = 0;
        return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

static bool is_listening(const struct front *front) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((in_port_t)front->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_connected =
        fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return is_connected;
}

static enum status await(struct front *front, struct diagnostic *out_diagnostic) {
    for (int i = 0; i < NAPS_MAX; i++) {
        if (is_listening(front)) {
            return STATUS_OK;
        }
        if (waitpid(front->id, NULL, WNOHANG) == front->id) {
            front->id = 0;
            break;
        }
        usleep(NAP_US);
    }
    diagnostic_set(out_diagnostic, "nginx does not listen on 127.0.0.1 port %u", front->port);
    return STATUS_NETWORK;
}

/* A port that was free a moment ago: nginx 1.22 dies over a socket that is handed to it. */
static enum status pick_port(struct front *front, struct diagnostic *out_diagnostic) {
    int listener;
    enum status status = listener_open(0, &listener, &front->port, out_diagnostic);
    if (status == STATUS_OK) {
        close(listener);
    }
    return status;
}

static enum status build(struct front *front, unsigned platform_port, const char *program,
                         struct diagnostic *out_diagnostic) {
    struct clock clock = clock_system();
    enum status status = make_folder(front, out_diagnostic);
    status = status == STATUS_OK ? certificate_make(clock.wall_us(clock.context), NULL,
                                                    &front->certificate, out_diagnostic)
                                 : status;
    status = status == STATUS_OK ? pick_port(front, out_diagnostic) : status;
    status = status == STATUS_OK ? write_files(front, platform_port, out_diagnostic) : status;
    status = status == STATUS_OK ? launch(front, program, out_diagnostic) : status;
    return status == STATUS_OK ? await(front, out_diagnostic) : status;
}

enum status front_start(unsigned platform_port, struct front **out_front,
                        struct diagnostic *out_diagnostic) {
    const char *program = find_program();
    if (program == NULL) {
        diagnostic_set(out_diagnostic, "nginx is not installed");
        return STATUS_NOT_FOUND;
    }
    struct front *front = calloc(1, sizeof *front);
    if (front == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = build(front, platform_port, program, out_diagnostic);
    if (status != STATUS_OK) {
        front_stop(front);
        return status;
    }
    *out_front = front;
    return STATUS_OK;
}

static int remove_one(const char *path, const struct stat *facts, int type, struct FTW *place) {
    (void)facts, (void)type, (void)place;
    return remove(path);
}

void front_stop(struct front *front) {
    if (front == NULL) {
        return;
    }
    if (front->id != 0) {
        kill(front->id, SIGKILL);
        while (waitpid(front->id, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (front->folder[0] != '\0') {
        (void)nftw(front->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    }
    certificate_clean_up(&front->certificate);
    free(front);
}

unsigned front_port(const struct front *front) {
    return front->port;
}

const char *front_ca_pem(const struct front *front) {
    return front->certificate.ca_pem;
}
