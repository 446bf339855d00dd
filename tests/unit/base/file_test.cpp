#include "base/file.h"

#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace periapt;
namespace fs = std::filesystem;

TEST_CASE("reading a file larger than the limit is refused", "[base]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "file", "12345");
  CHECK(read_file(folder / "file", 5) == "12345");
  CHECK_THROWS_AS(read_file(folder / "file", 4), std::system_error);
}

TEST_CASE("a file that is not there is an absence, not an error, where that is asked", "[base]") {
  const test::TemporaryFolder folder;
  CHECK_FALSE(read_file_if_exists(folder / "none"));
  CHECK_THROWS_WITH(read_file(folder / "none"), Catch::Contains("cannot open") && Catch::Contains("none"));
}

TEST_CASE("an atomic write replaces the file, sets its mode and leaves no other file behind", "[base]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "file", "old");
  write_file_atomically(folder / "file", "new", 0600);
  CHECK(read_file(folder / "file") == "new");
  CHECK((fs::status(folder / "file").permissions() & fs::perms::mask) == fs::perms(0600));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("an atomic write that fails leaves the old file and nothing else", "[base]") {
  const test::TemporaryFolder folder;
  fs::create_directories(folder / "target/inside"); // a folder cannot be replaced by a file
  CHECK_THROWS_AS(write_file_atomically(folder / "target", "new"), std::system_error);
  CHECK(fs::exists(folder / "target/inside"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("making a folder gives the last one the mode and is repeatable", "[base]") {
  const test::TemporaryFolder folder;
  make_folders(folder / "a/b", 0700);
  make_folders(folder / "a/b", 0700);
  CHECK((fs::status(folder / "a/b").permissions() & fs::perms::mask) == fs::perms(0700));
  write_file_atomically(folder / "file", "");
  CHECK_THROWS_AS(make_folders(folder / "file"), std::system_error);
}

TEST_CASE("removing a tree does not follow links out of it", "[base]") {
  const test::TemporaryFolder folder;
  make_folders(folder / "kept");
  write_file_atomically(folder / "kept/file", "precious");
  make_folders(folder / "tree/deep");
  fs::create_directory_symlink(folder / "kept", folder / "tree/deep/link");
  remove_tree(folder / "tree");
  CHECK_FALSE(fs::exists(folder / "tree"));
  CHECK(read_file(folder / "kept/file") == "precious");
  CHECK_NOTHROW(remove_tree(folder / "tree"));
}

TEST_CASE("a file's SHA-256 is that of its content", "[base]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "file", "abc");
  CHECK(sha256_of_file(folder / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
