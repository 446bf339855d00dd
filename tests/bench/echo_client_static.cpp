// As echo_client_bare, on a static glibc: what the hook tool would cost if it were an ordinary program.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

int main(int, char** argv) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, argv[1], std::strlen(argv[1]));
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) return 1;
  if (::send(fd, argv[2], std::strlen(argv[2]), MSG_NOSIGNAL) < 0) return 1;
  char answer[4096];
  const auto size = ::read(fd, answer, sizeof answer);
  return ::write(1, answer, static_cast<std::size_t>(size)) == size ? 0 : 1;
}
