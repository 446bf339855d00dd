#include "source/git_library.h"

#include "core/error.h"

#include <dlfcn.h>

namespace periapt::source {
namespace {

constexpr const char* library_name = "libgit2.so." LIBGIT2_SOVERSION;

/// Never closed: it ends with the program.
void* open_library() {
  if (auto* library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL)) return library;
  throw make_error(ErrorKind::unavailable, "cannot load {}, which git repositories need: {}; install it (on Debian: libgit2-{})",
                   library_name, dlerror(), LIBGIT2_SOVERSION);
}

} // namespace

void* find_git_function(const char* name) {
  static void* const library = open_library();
  if (auto* function = dlsym(library, name)) return function;
  throw make_error(ErrorKind::unavailable, "{} has no function {}", library_name, name);
}

} // namespace periapt::source
