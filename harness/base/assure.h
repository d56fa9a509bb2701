/* Assertions: the third channel, for our own bugs. They abort in every build, release included. */
#ifndef BASE_ASSURE_H
#define BASE_ASSURE_H

/* Prints the broken assumption and aborts. Prints no data, so no secret can leak through it. */
_Noreturn void assure_failed(const char *expression, const char *file, int line);

#define ASSURE(expression) ((expression) ? (void)0 : assure_failed(#expression, __FILE__, __LINE__))

#endif
