#include "base/freed_memory.h"

#include <malloc.h>

namespace periapt {

void keep_freed_memory() {
  constexpr int kept_bytes = 32 * 1024 * 1024;
  ::mallopt(M_MMAP_THRESHOLD, kept_bytes);
  ::mallopt(M_TRIM_THRESHOLD, kept_bytes);
}

} // namespace periapt
