// The system calls the tool uses, with types, and what the compiler expects of a C library.
#pragma once

#if defined(__x86_64__)
#include "system_x86_64.h"
#else
#error "no system call stub for this processor: write one beside system_x86_64.h"
#endif

#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/net.h>
#include <linux/time_types.h>
#include <linux/un.h>

#include <cstddef>
#include <cstdint>

extern "C" {
void* memcpy(void* to, const void* from, std::size_t size) {
  auto* target = static_cast<char*>(to);
  const auto* source = static_cast<const char*>(from);
  while (size-- > 0) *target++ = *source++;
  return to;
}

void* memset(void* to, int value, std::size_t size) {
  auto* target = static_cast<char*>(to);
  while (size-- > 0) *target++ = static_cast<char>(value);
  return to;
}

int memcmp(const void* left, const void* right, std::size_t size) {
  const auto* a = static_cast<const unsigned char*>(left);
  const auto* b = static_cast<const unsigned char*>(right);
  for (; size > 0; --size, ++a, ++b)
    if (*a != *b) return *a - *b;
  return 0;
}

std::size_t strlen(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  return length;
}
}

namespace sys {

inline constexpr int unix_stream_socket_family = 1; // AF_UNIX
inline constexpr int stream_close_on_exec = 1 | 02000000; // SOCK_STREAM | SOCK_CLOEXEC
inline constexpr int no_signal = 0x4000; // MSG_NOSIGNAL

inline long address(const void* pointer) { return reinterpret_cast<long>(pointer); }

[[noreturn]] inline void exit(int code) {
  for (;;) system_call(__NR_exit_group, code);
}
inline long read(int fd, void* buffer, std::size_t size) {
  return system_call(__NR_read, fd, address(buffer), static_cast<long>(size));
}
inline long write(int fd, const void* bytes, std::size_t size) {
  return system_call(__NR_write, fd, address(bytes), static_cast<long>(size));
}
/// A closed peer is EPIPE, without a signal.
inline long send(int fd, const void* bytes, std::size_t size) {
  return system_call(__NR_sendto, fd, address(bytes), static_cast<long>(size), no_signal);
}
inline long open(const char* path, int flags, int mode = 0) {
  return system_call(__NR_openat, AT_FDCWD, address(path), flags | O_CLOEXEC, mode);
}
inline void close(int fd) { system_call(__NR_close, fd); }
inline long socket() { return system_call(__NR_socket, unix_stream_socket_family, stream_close_on_exec); }
inline long connect(int fd, const sockaddr_un& to) { return system_call(__NR_connect, fd, address(&to), sizeof to); }
inline long random(void* buffer, std::size_t size) {
  return system_call(__NR_getrandom, address(buffer), static_cast<long>(size));
}

inline std::int64_t monotonic_ms() {
  __kernel_timespec now{};
  system_call(__NR_clock_gettime, 1 /* CLOCK_MONOTONIC */, address(&now));
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}
inline void sleep_ms(int duration_ms) {
  const __kernel_timespec time{duration_ms / 1000, duration_ms % 1000 * 1'000'000L};
  system_call(__NR_nanosleep, address(&time));
}

inline long map_memory(std::size_t size) {
  return system_call(__NR_mmap, 0, static_cast<long>(size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}
inline long grow_memory(const void* old, std::size_t old_size, std::size_t new_size) {
  return system_call(__NR_mremap, address(old), static_cast<long>(old_size), static_cast<long>(new_size), MREMAP_MAYMOVE);
}

} // namespace sys
