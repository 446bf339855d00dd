#include "base/file.h"
#include "core/error.h"
#include "providers/local/local_storage.h"
#include "providers/local/loop_device.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

using namespace periapt;
using namespace periapt::providers;
namespace fs = std::filesystem;

namespace {

const std::string model_uuid = "6d0c8a3e-0000-4000-8000-000000000001";

struct Host {
  test::TemporaryFolder folder;
  LocalProvider machines{{.machines_folder = folder.path() / "machines"}, std::nullopt};
  LocalStorage storage{machines, folder.path() / "storage", "/dev/shm", false};

  StorageSpec spec(const std::string& provider, const std::string& name = "data") const {
    return {.machine = {model_uuid, provider == "local" ? "" : "0"}, .provider = provider, .name = name, .number = 3,
            .size_mib = 1};
  }
};

bool has_memory_folder() {
  struct statfs system {};
  return ::statfs("/dev/shm", &system) == 0 && system.f_type == TMPFS_MAGIC;
}

} // namespace

TEST_CASE("no storage is made outside of its folder", "[providers]") {
  Host host;
  const auto name = GENERATE(values<std::string>({"", "..", "../data", "/etc", "data/../..", ".", "a/b"}));
  const auto provider = GENERATE(values<std::string>({"local", "rootfs", "tmpfs", "loop"}));
  CAPTURE(name, provider);
  CHECK_THROWS_AS(host.storage.provide_storage(host.spec(provider, name)), Error);
  CHECK_THROWS_AS(host.storage.remove_storage(host.spec(provider, name)), Error);
  CHECK_THROWS_AS(host.storage.provide_storage(host.spec("ebs")), Error);
  CHECK_FALSE(fs::exists(host.folder.path() / "storage"));
  CHECK_FALSE(fs::exists(host.folder.path() / "machines"));
}

TEST_CASE("a folder of the model or of a machine is made once and removed with its content", "[providers]") {
  Host host;
  const auto spec = host.spec(GENERATE(values<std::string>({"local", "rootfs"})));
  const fs::path location = host.storage.provide_storage(spec).location;
  CHECK(fs::is_directory(location));
  CHECK(location.string().starts_with(host.folder.path().string()));
  write_file_atomically(location / "kept", "content");
  fs::permissions(location, fs::perms::owner_all);
  CHECK(host.storage.provide_storage(spec).location == location);
  CHECK(fs::exists(location / "kept"));
  CHECK(fs::status(location).permissions() == fs::perms::owner_all); // the charm's own mode stays
  host.storage.remove_storage(spec);
  CHECK_FALSE(fs::exists(location));
  host.storage.remove_storage(spec);
}

TEST_CASE("a machine that can mount finds storage at the charm's place, and read-only where it says so", "[providers]") {
  Host host;
  LocalStorage mounting(host.machines, host.folder.path() / "storage", "/dev/shm", true);
  auto spec = host.spec("rootfs");
  const auto folder = host.storage.provide_storage(spec).location;
  CHECK(mounting.provide_storage(spec).source.empty());
  spec.read_only = true;
  CHECK(mounting.provide_storage(spec).location == folder);
  CHECK(mounting.provide_storage(spec).source == folder);
  spec.mount_point = "/srv/data";
  CHECK(mounting.provide_storage(spec).location == "/srv/data");
  CHECK(mounting.provide_storage(spec).source == folder);
  CHECK(host.storage.provide_storage(spec).location == folder);
  CHECK(host.storage.provide_storage(spec).source.empty());
}

TEST_CASE("a link in a storage's place is not followed", "[providers]") {
  Host host;
  const auto spec = host.spec("local");
  const fs::path location = host.storage.provide_storage(spec).location;
  fs::create_directory(host.folder.path() / "precious");
  write_file_atomically(host.folder.path() / "precious/file", "content");
  fs::remove(location);
  fs::create_directory_symlink(host.folder.path() / "precious", location);
  CHECK_THROWS_WITH(host.storage.provide_storage(spec), Catch::Contains("is no folder"));
  host.storage.remove_storage(spec);
  CHECK(fs::exists(host.folder.path() / "precious/file"));
}

TEST_CASE("storage in memory has a folder that is nobody else's", "[providers]") {
  if (!has_memory_folder()) return;
  Host host;
  const fs::path location = host.storage.provide_storage(host.spec("tmpfs")).location;
  struct stat parent {};
  REQUIRE(::stat(location.parent_path().c_str(), &parent) == 0);
  CHECK(parent.st_uid == ::geteuid());
  CHECK((parent.st_mode & 077) == 0);
  host.storage.remove_storage(host.spec("tmpfs"));
  CHECK_FALSE(fs::exists(location));
  LocalStorage elsewhere(host.machines, host.folder.path() / "storage", "/proc", false);
  CHECK_THROWS_WITH(elsewhere.provide_storage(host.spec("tmpfs")), Catch::Contains("is not in memory"));
}

TEST_CASE("a block device is found again and freed, where the kernel permits any", "[providers]") {
  if (const auto obstacle = loop_obstacle(); !obstacle.empty()) {
    WARN("skipped: " << obstacle);
    return;
  }
  Host host;
  const auto spec = host.spec("loop");
  const auto device = host.storage.provide_storage(spec).location;
  CHECK(device.starts_with("/dev/loop"));
  CHECK(host.storage.provide_storage(spec).location == device);
  host.storage.remove_storage(spec);
  host.storage.remove_storage(spec);
  CHECK(fs::is_empty(host.machines.layout(spec.machine).storage()));
}
