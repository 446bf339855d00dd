#include "charm/archive.h"

#include "base/file.h"
#include "charm/zip_writer.h"
#include "core/error.h"
#include "unit/charm/charm_fixture.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  REQUIRE(lstat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

std::string unpack_refusal(const Zip& zip, const ArchiveLimits& limits = {}) {
  TempFolder folder;
  const auto archive = folder.path() / "x.charm";
  write_zip(archive, zip);
  const auto text = refusal([&] { unpack_charm(archive, folder.path() / "out", limits); });
  CHECK_FALSE(exists(folder.path() / "out")); // refused before anything was written
  return text;
}

Zip with(std::initializer_list<ZipItem> items) {
  Zip zip{{"metadata.yaml", minimal_metadata}};
  zip.insert(zip.end(), items);
  return zip;
}

} // namespace

TEST_CASE("an archive that would write outside its folder is refused", "[charm]") {
  CHECK(unpack_refusal(with({{"../evil", "x"}})) == "archive entry \"../evil\" leads out of the charm");
  CHECK(unpack_refusal(with({{"a/../../evil", "x"}})) == "archive entry \"a/../../evil\" leads out of the charm");
  CHECK(unpack_refusal(with({{"/etc/evil", "x"}})) == "archive entry \"/etc/evil\" has an absolute name");
  CHECK(unpack_refusal(with({{"./", ""}})) == "archive entry \".\" has no name");
  CHECK(unpack_refusal(with({{.path = "out", .link = "/etc"}})) == "symlink \"out\" is absolute: \"/etc\"");
  CHECK(unpack_refusal(with({{.path = "a/out", .link = "../../etc"}})) ==
        "symlink \"a/out\" links out of charm: \"../../etc\"");
  CHECK(unpack_refusal(with({{.path = "lib", .link = "src"}, {"lib/x", "x"}})) ==
        "archive entry \"lib\" is both a folder and not");
}

TEST_CASE("links that lead out of the charm only together are refused too", "[charm]") {
  CHECK(unpack_refusal(with({{.path = "a/up", .link = ".."}, {.path = "out", .link = "a/up/../secret"}})) ==
        "symlink \"out\" links out of charm: \"a/up/../secret\"");
  CHECK(unpack_refusal(with({{.path = "x", .link = "a/b"}, {.path = "a/b", .link = "."}, {.path = "y", .link = "x/../.."}})) ==
        "symlink \"y\" links out of charm: \"x/../..\"");
  TempFolder folder;
  write_zip(folder / "x.charm", with({{.path = "a/up", .link = ".."}, {.path = "b", .link = "a/up/a"},
                                      {.path = "loop", .link = "pool"}, {.path = "pool", .link = "loop"}}));
  unpack_charm(folder / "x.charm", folder / "out"); // these stay inside, or lead nowhere
}

TEST_CASE("an archive with entries that cannot stand together is refused", "[charm]") {
  CHECK(unpack_refusal(with({{"a", "1"}, {"a", "2"}})) == "archive has two entries \"a\"");
  CHECK(unpack_refusal(with({{"a", "1"}, {"./a", "2"}})) == "archive has two entries \"a\"");
  CHECK(unpack_refusal(with({{"Read", "1"}, {"read", "2"}})) == "archive entries \"Read\" and \"read\" differ only in case");
  CHECK(unpack_refusal(with({{"D/x", "1"}, {"d/y", "2"}})) == "archive entries \"D\" and \"d\" differ only in case");
  CHECK(unpack_refusal(with({{"a/b", "1"}, {"a", "2"}})) == "archive entry \"a\" is both a folder and not");
  CHECK(unpack_refusal(with({{.path = "tty", .type = S_IFCHR}})) ==
        "archive entry \"tty\" is neither file nor folder nor symlink");
  CHECK(unpack_refusal(with({{.path = "disk", .type = S_IFBLK}})) ==
        "archive entry \"disk\" is neither file nor folder nor symlink");
  CHECK(unpack_refusal(with({{"a\nb", "1"}})) == "archive entry has a control character in its name");
}

TEST_CASE("an archive that holds more than the limits is refused", "[charm]") {
  const std::string zeros(3 << 20, '\0');
  CHECK(unpack_refusal(with({{"bomb", zeros}}), {.file_bytes = 1 << 20}) ==
        "archive entry \"bomb\" holds more than 1048576 bytes");
  CHECK(unpack_refusal(with({{"a", zeros}, {"b", zeros}}), {.total_bytes = 4 << 20}) ==
        "archive holds more than 4194304 bytes");
  CHECK(unpack_refusal(with({{"a", ""}, {"b", ""}, {"c", ""}}), {.entries = 3}) == "archive has more than 3 entries");
}

TEST_CASE("a file that is no zip, or a damaged one, is refused", "[charm]") {
  TempFolder folder;
  const auto archive = folder.path() / "x.charm";
  write(archive, "plain text");
  CHECK(refusal([&] { read_charm_archive(archive); }) ==
        fmt::format("invalid charm or bundle provided at \"{}\"", archive.string()));
  write(archive, "");
  CHECK(refusal([&] { read_charm_archive(archive); }).starts_with("invalid charm or bundle"));
  write_zip(archive, with({{"a", std::string(100'000, 'x')}}));
  const auto bytes = read_file(archive);
  write(archive, bytes.substr(0, bytes.size() / 2));
  CHECK(refusal([&] { read_charm_archive(archive); }) != "accepted");
  write_zip(archive, {{"config.yaml", "options: {}"}});
  CHECK(refusal([&] { read_charm_archive(archive); }) == "archive file \"metadata.yaml\" not found");
}

TEST_CASE("packing and unpacking keep content, modes and links", "[charm]") {
  TempFolder folder;
  const auto source = folder.path() / "wiki", out = folder.path() / "out";
  write_charm(source);
  write(source / "hooks/install", "#!/bin/sh\n", 0644);
  write(source / "hooks/helper", "x", 0644);
  write(source / "bin/tool", "x", 0750);
  write(source / "data/größe 大.txt", "ü", 0600);
  fs::create_symlink("install", source / "hooks/start");
  fs::create_directories(source / "empty");
  const auto charm = pack_charm(source, folder.path() / "wiki.charm", {.revision = 7, .version = "v1-3-gabc"});
  CHECK(charm.name == "wiki");
  unpack_charm(folder.path() / "wiki.charm", out);

  CHECK(mode_of(out / "hooks/install") == 0755); // a hook is made executable
  CHECK(mode_of(out / "hooks/helper") == 0644);
  CHECK(mode_of(out / "bin/tool") == 0755);
  CHECK(read_file(out / "data/größe 大.txt") == "ü");
  CHECK(mode_of(out / "data/größe 大.txt") == 0644);
  CHECK(read_symlink(out / "hooks/start") == "install");
  CHECK(is_directory(out / "empty"));
  CHECK(read_file(out / "revision") == "7");
  const auto unpacked = read_charm(out);
  CHECK(unpacked.revision == 7);
  CHECK(unpacked.version == "v1-3-gabc");
}

TEST_CASE("the same content gives the same archive", "[charm]") {
  TempFolder folder;
  const auto pack = [&](const char* name, const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
    write_charm(folder.path() / name);
    write(folder.path() / name / "b", "2");
    write(folder.path() / name / "a", "1");
    pack_charm(folder.path() / name, folder.path() / "x.charm");
    return sha256_of_file(folder.path() / "x.charm");
  };
  const auto first = pack("one", "UTC");
  write(folder.path() / "two/a", "1");
  CHECK(pack("two", "Asia/Tokyo") == first);
  unsetenv("TZ");
  tzset();
}

TEST_CASE("what a charm must not hold cannot be packed", "[charm]") {
  TempFolder folder;
  const auto source = folder.path() / "wiki";
  write_charm(source);
  const auto pack_refusal = [&] { return refusal([&] { pack_charm(source, folder.path() / "x.charm"); }); };
  fs::create_symlink("/etc/passwd", source / "a");
  CHECK(pack_refusal() == "symlink \"a\" is absolute: \"/etc/passwd\"");
  fs::remove(source / "a");
  fs::create_symlink("../b", source / "a");
  CHECK(pack_refusal() == "symlink \"a\" links out of charm: \"../b\"");
  fs::remove(source / "a");
  REQUIRE(mkfifo((source / "a").c_str(), 0600) == 0);
  CHECK(pack_refusal() == "file is a named pipe: \"a\"");
  CHECK_FALSE(exists(folder.path() / "x.charm"));
}

TEST_CASE("ignored files stay out of the archive", "[charm]") {
  TempFolder folder;
  const auto source = folder.path() / "wiki";
  write_charm(source);
  for (const auto* path : {".git/config", "build/x", "src/build/x", "a.pyc", "keep.pyc"})
    write(source / path, "x");
  write(source / "revision", "3");
  write(source / ".jujuignore", "*.pyc\n!keep.pyc\n");
  pack_charm(source, folder.path() / "x.charm");
  CHECK(archive_manifest(folder.path() / "x.charm") ==
        std::set<std::string>{"keep.pyc", "metadata.yaml", "revision", "src", "src/build", "src/build/x"});
}

TEST_CASE("unpacking follows no link that a charm left behind", "[charm]") {
  TempFolder folder;
  const auto archive = folder.path() / "x.charm", out = folder.path() / "out", victim = folder.path() / "victim";
  write(victim / "file", "precious");
  fs::create_directories(out);
  fs::create_directory_symlink(victim, out / "lib");
  fs::create_symlink(victim / "file", out / "file");
  write(out / "folder/inner", "x");
  write_zip(archive, with({{"lib/file", "new"}, {"file", "new"}, {"folder", "now a file"}}));
  unpack_charm(archive, out);
  CHECK(read_file(victim / "file") == "precious");
  CHECK(read_file(out / "lib/file") == "new");
  CHECK(read_file(out / "file") == "new");
  CHECK(read_file(out / "folder") == "now a file");
}

TEST_CASE("an archive made elsewhere, without folders and with odd modes, unpacks", "[charm]") {
  TempFolder folder;
  const auto archive = folder.path() / "x.charm";
  write_zip(archive, with({{.path = "./hooks/install", .text = "x", .mode = 0600}, {"a/b/c", "x"}}));
  unpack_charm(archive, folder.path() / "out");
  CHECK(mode_of(folder.path() / "out/hooks/install") == 0744);
  CHECK(mode_of(folder.path() / "out/a/b/c") == 0644);
}
