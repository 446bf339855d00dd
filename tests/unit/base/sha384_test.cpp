#include "base/file.h"
#include "base/sha384.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <system_error>

using namespace periapt;

TEST_CASE("a file's SHA-384 is the standard's value", "[base]") {
  struct Case {
    std::string content, digest;
  };
  const auto one = GENERATE(values<Case>({
      {"", "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"},
      {"abc", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
      {std::string(1'000'000, 'a'), // more than one piece
       "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985"},
  }));
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "file", one.content);
  CHECK(sha384_of_file(folder / "file") == one.digest);
}

TEST_CASE("no SHA-384 is taken of what is no file", "[base]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "file", "text");
  std::filesystem::create_symlink(folder / "file", folder / "link");
  for (const auto* name : {"nothing", "link", "."}) CHECK_THROWS_AS(sha384_of_file(folder / name), std::system_error);
}
