// How the checks of charms and archives say no.
#pragma once

#include "core/error.h"

#include <utility>

namespace periapt::charm {

/// Throws Error(invalid) with the formatted text.
template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> text, Args&&... args) {
  throw make_error(ErrorKind::invalid, text, std::forward<Args>(args)...);
}

} // namespace periapt::charm
