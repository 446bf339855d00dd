#include "base/unix_socket.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/system_error.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <string>

namespace periapt {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_path_bytes = 100;

fs::path short_socket_folder() { return fmt::format("/tmp/periapt-{}", geteuid()); }

/// Anybody may create names in /tmp: the folder must be ours and closed to others.
void make_short_socket_folder() {
  const fs::path folder = short_socket_folder();
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw_errno("cannot create \"{}\"", folder.string());
  struct stat info {};
  if (::lstat(folder.c_str(), &info) != 0) throw_errno("cannot inspect \"{}\"", folder.string());
  if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 077) != 0) {
    throw_error_number(EPERM, "cannot use \"{}\": it must be a folder of mode 0700 that belongs to user {}",
                       folder.string(), geteuid());
  }
}

struct Address {
  sockaddr_un value{};
  socklen_t size = 0;
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&value); }
};

Address address_of(std::string_view bytes) {
  Address address;
  address.value.sun_family = AF_UNIX;
  if (bytes.size() >= sizeof address.value.sun_path) {
    throw_error_number(ENAMETOOLONG, "cannot use the socket name \"{}\"", bytes);
  }
  std::memcpy(address.value.sun_path, bytes.data(), bytes.size());
  address.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + bytes.size() + 1);
  return address;
}

UniqueFd new_socket(int flags = 0) {
  UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  if (!fd) throw_errno("cannot create a socket");
  return fd;
}

bool connect_to(int fd, const fs::path& real_path) {
  const Address address = address_of(real_path.string());
  return retry_interrupted([&] { return ::connect(fd, address.get(), address.size); }) == 0;
}

void remove_dead_socket(const fs::path& real_path) {
  if (connect_to(new_socket().get(), real_path)) {
    throw_error_number(EADDRINUSE, "cannot listen at \"{}\"", real_path.string());
  }
  ::unlink(real_path.c_str());
}

void link_from_long_path(const fs::path& path, const fs::path& real_path) {
  ::unlink(path.c_str());
  if (::symlink(real_path.c_str(), path.c_str()) != 0) throw_errno("cannot create the link \"{}\"", path.string());
}

} // namespace

fs::path socket_path(const fs::path& path) {
  const std::string text = fs::absolute(path).lexically_normal().string();
  if (text.size() <= longest_path_bytes) return text;
  return short_socket_folder() / (sha256_hex(text).substr(0, 32) + ".sock");
}

UniqueFd listen_unix(const fs::path& path, int backlog) {
  const fs::path real_path = socket_path(path);
  const bool shortened = real_path.parent_path() == short_socket_folder();
  if (shortened) make_short_socket_folder();
  remove_dead_socket(real_path);
  UniqueFd fd = new_socket(SOCK_NONBLOCK);
  if (::fchmod(fd.get(), 0600) != 0) throw_errno("cannot protect a socket"); // the file gets it at bind
  const Address address = address_of(real_path.string());
  if (::bind(fd.get(), address.get(), address.size) != 0) throw_errno("cannot listen at \"{}\"", real_path.string());
  if (::chmod(real_path.c_str(), 0600) != 0) throw_errno("cannot protect \"{}\"", real_path.string());
  if (::listen(fd.get(), backlog) != 0) throw_errno("cannot listen at \"{}\"", real_path.string());
  if (shortened) link_from_long_path(path, real_path);
  return fd;
}

UniqueFd connect_unix(const fs::path& path) {
  UniqueFd fd = new_socket();
  const fs::path real_path = socket_path(path);
  if (!connect_to(fd.get(), real_path)) throw_errno("cannot connect to \"{}\"", real_path.string());
  return fd;
}

void remove_socket(const fs::path& path) {
  const fs::path real_path = socket_path(path);
  if (::unlink(real_path.c_str()) != 0 && errno != ENOENT) throw_errno("cannot remove \"{}\"", real_path.string());
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_errno("cannot remove \"{}\"", path.string());
}

UniqueFd claim_abstract_name(std::string_view name) {
  UniqueFd fd = new_socket();
  Address address = address_of(std::string(1, '\0') + std::string(name));
  address.size -= 1; // an abstract name has no terminating zero
  if (::bind(fd.get(), address.get(), address.size) == 0) return fd;
  if (errno == EADDRINUSE) return {};
  throw_errno("cannot claim \"{}\"", name);
}

bool abstract_name_claimed(std::string_view prefix) {
  const std::string wanted = " @" + std::string(prefix); // the last column; "@" shows the leading zero byte
  return read_file("/proc/net/unix").find(wanted) != std::string::npos;
}

PeerCredentials peer_credentials(int fd) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) throw_errno("cannot identify the peer");
  return {.pid = credentials.pid, .uid = credentials.uid, .gid = credentials.gid};
}

std::pair<UniqueFd, UniqueFd> socket_pair() {
  int fds[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) throw_errno("cannot create a socket pair");
  return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

std::size_t send_with_fd(int fd, std::string_view bytes, int passed_fd) {
  iovec part{.iov_base = const_cast<char*>(bytes.data()), .iov_len = bytes.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (passed_fd >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &passed_fd, sizeof passed_fd);
  }
  const auto taken = retry_interrupted([&] { return ::sendmsg(fd, &message, MSG_NOSIGNAL); });
  if (taken >= 0) return static_cast<std::size_t>(taken);
  if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
  throw_errno("cannot send");
}

Received receive_with_fd(int fd, char* buffer, std::size_t capacity) {
  iovec part{.iov_base = buffer, .iov_len = capacity};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const auto got = retry_interrupted([&] { return ::recvmsg(fd, &message, MSG_CMSG_CLOEXEC); });
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return {};
  if (got < 0 && errno == ECONNRESET) return {.closed = true};
  if (got < 0) throw_errno("cannot receive");
  Received received{.size_bytes = static_cast<std::size_t>(got), .closed = got == 0};
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
    int passed_fd = -1;
    std::memcpy(&passed_fd, CMSG_DATA(header), sizeof passed_fd);
    received.passed_fd.reset(passed_fd);
  }
  return received;
}

} // namespace periapt
