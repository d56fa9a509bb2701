/* The words that every exchange carries: public, however much a secret may look like them. */
#ifndef EVIDENCE_VOCABULARY_H
#define EVIDENCE_VOCABULARY_H

extern const char *const vocabulary[]; /* ended by NULL; the error table's words stand in api */

#endif
