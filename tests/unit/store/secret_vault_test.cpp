#include "store/secret_vault.h"

#include "base/file.h"
#include "core/error.h"
#include "store/store.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::store;
using Catch::Matchers::Contains;

TEST_CASE("a key file is made once, for its owner alone", "[store][secrets]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "secrets.key";
  const auto sealed = SecretVault::open(file)->seal("s3cr3t", "here");
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms(0777)) == std::filesystem::perms(0600));
  CHECK(SecretVault::open(file)->unseal(sealed, "here") == "s3cr3t");
}

TEST_CASE("a key file that others may read, or that is no key, is refused", "[store][secrets]") {
  const test::TemporaryFolder folder;
  const auto file = folder / "secrets.key";
  write_file_atomically(file, std::string(32, 'k'), 0644);
  CHECK_THROWS_WITH(SecretVault::open(file), Contains("others may read it"));
  write_file_atomically(file, "short", 0600);
  CHECK_THROWS_WITH(SecretVault::open(file), Contains("is damaged: 5 bytes, expected 32"));
}

TEST_CASE("what is sealed opens only unchanged, in its place and with its key", "[store][secrets]") {
  const auto vault = SecretVault::ephemeral();
  const auto sealed = vault->seal("s3cr3t", "here");
  CHECK_THAT(sealed, !Contains("s3cr3t"));
  CHECK(vault->seal("s3cr3t", "here") != sealed);
  CHECK(vault->unseal(vault->seal("", "here"), "here").empty());
  CHECK_THROWS_WITH(vault->unseal(sealed, "there"), Contains("cannot open a sealed secret"));
  CHECK_THROWS_WITH(SecretVault::ephemeral()->unseal(sealed, "here"), Contains("cannot open a sealed secret"));
  CHECK_THROWS_WITH(vault->unseal("short", "here"), Contains("cannot open a sealed secret"));
  for (const auto position : {std::size_t{0}, std::size_t{24}, sealed.size() - 1}) {
    auto changed = sealed;
    changed[position] = static_cast<char>(changed[position] ^ 1);
    CHECK_THROWS_WITH(vault->unseal(changed, "here"), Contains("cannot open a sealed secret"));
  }
}

TEST_CASE("a database is not opened with the key of another", "[store][secrets]") {
  const test::TemporaryFolder folder;
  const auto open = [&](const char* key) {
    return Store::open(folder / "model.db", {"uuid", "test", ""}, {.vault = SecretVault::open(folder / key)});
  };
  open("secrets.key").reset();
  CHECK_THROWS_WITH(open("other.key"), Contains("is not the one that"));
  CHECK_NOTHROW(open("secrets.key"));
}
