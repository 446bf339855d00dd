// A failed system call becomes a std::system_error: `cannot open "x": No such file or directory`.
#pragma once

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace periapt {

/// `throw_errno("cannot open \"{}\"", path)`: reads errno first, so call it right after the failure.
template <class... Args>
[[noreturn]] void throw_errno(fmt::format_string<Args...> format, Args&&... args) {
  const int number = errno;
  throw std::system_error(number, std::generic_category(), fmt::format(format, std::forward<Args>(args)...));
}

/// The same for calls that return the error number (posix_spawn).
template <class... Args>
[[noreturn]] void throw_error_number(int number, fmt::format_string<Args...> format, Args&&... args) {
  throw std::system_error(number, std::generic_category(), fmt::format(format, std::forward<Args>(args)...));
}

/// Repeats a call that a signal interrupted.
template <class Call>
auto retry_interrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

} // namespace periapt
