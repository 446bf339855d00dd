// The least a hook tool could be: connects to the socket named by its first argument, sends the second, prints
// what comes back. No libc, by the same means as the hook tool.
#include "system.h"

extern "C" [[noreturn]] void hook_tool_start(long* stack) {
  char** argv = reinterpret_cast<char**>(stack + 1);
  sockaddr_un address{};
  address.sun_family = sys::unix_stream_socket_family;
  memcpy(address.sun_path, argv[1], strlen(argv[1]));
  const int fd = static_cast<int>(sys::socket());
  if (sys::connect(fd, address) < 0) sys::exit(1);
  sys::send(fd, argv[2], strlen(argv[2]));
  char answer[4096];
  const long size = sys::read(fd, answer, sizeof answer);
  sys::write(1, answer, static_cast<std::size_t>(size));
  sys::exit(0);
}
