#include "base/heap.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace periapt {

namespace {
constexpr int kept_bytes = 32 * 1024 * 1024;
}

void keep_freed_memory() {
  ::mallopt(M_MMAP_THRESHOLD, kept_bytes);
  ::mallopt(M_TRIM_THRESHOLD, kept_bytes);
}

void expect_something_large() {
  constexpr std::uintptr_t large_page = 2 * 1024 * 1024;
  constexpr std::uintptr_t expected_bytes = kept_bytes - large_page;
  ::mallopt(M_ARENA_MAX, 1);
  void* const block = std::malloc(expected_bytes); // the heap has grown by it, and keeps it when it is freed
  const auto first = (reinterpret_cast<std::uintptr_t>(block) + large_page - 1) / large_page * large_page;
  if (block) ::madvise(reinterpret_cast<void*>(first), expected_bytes - large_page, MADV_HUGEPAGE);
  std::free(block);
}

} // namespace periapt
