#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#ifdef __SANITIZE_ADDRESS__
/// libgit2 1.5 leaks what it matches regular expressions with.
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2\n"; }
#endif
