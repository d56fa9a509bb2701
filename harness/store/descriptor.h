/* Whole reads and writes on a file descriptor: no short count and no EINTR gets past here. */
#ifndef STORE_DESCRIPTOR_H
#define STORE_DESCRIPTOR_H

#include "base/bytes.h"

/* Each returns 0 or the error number. */
int descriptor_write(int fd, struct bytes bytes) MUST_USE;
int descriptor_write_at(int fd, uint64_t offset, struct bytes bytes) MUST_USE;
/* The line and its line end, from `offset` on. */
int descriptor_write_line_at(int fd, uint64_t offset, struct bytes line) MUST_USE;
int descriptor_sync(int fd) MUST_USE;
/* A folder too; file systems that cannot sync one are no error. */
int descriptor_sync_folder(int fd) MUST_USE;
int descriptor_close(int fd) MUST_USE;

#endif
