#include "cli/client_files.h"

#include "base/file.h"
#include "cli/scratch_folder.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::cli;

namespace {

/// A folder as another program has left it.
struct OldFolder {
  ScratchFolder scratch;
  ClientFiles files{scratch.path()};
  void write(const char* name, const std::string& content) const { write_file_atomically(files.folder() / name, content); }
  std::string text(const char* name) const { return read_file(files.folder() / name); }
  bool has(const char* name) const { return std::filesystem::exists(files.folder() / name); }
};

constexpr auto old_models = R"(controllers:
  ctrl:
    models:
      admin@local/shop: {uuid: u1, type: iaas, branch: master}
      bob@local/lab: {uuid: u2}
      bob/lab: {uuid: u3}
      eve@elsewhere/far: {uuid: u4}
    current-model: admin@local/shop
)";
constexpr auto old_accounts = R"(controllers:
  ctrl:
    accounts:
      admin@local: {password: secret, last-known-access: superuser}
      bob@local: {password: other}
    current-account: admin@local
  other: {user: bob@local, last-known-access: login}
  third: {user: eve@elsewhere}
)";

} // namespace

TEST_CASE("a folder of a later program is refused, and stays as it is", "[cli]") {
  OldFolder old;
  const auto [version, reason] = GENERATE(table<std::string, std::string>({
      {"2\n", "were written by a newer version of this program (their version is 2, this program knows up to 1)"},
      {"new\n", "\"new\" is not a version"},
      {"-1\n", "\"-1\" is not a version"},
      {"", "\"\" is not a version"},
  }));
  old.write("version", version);
  old.write("models.yaml", old_models);
  CHECK_THROWS_WITH(old.files.models("ctrl"), Catch::Contains(reason));
  CHECK_THROWS_WITH(old.files.set_current_model("ctrl", "admin/shop"), Catch::Contains(reason));
  CHECK(old.text("models.yaml") == old_models);
  CHECK(old.text("version") == version);
}

TEST_CASE("what an earlier program wrote is read as if it were of today, and looking changes nothing", "[cli]") {
  OldFolder old;
  old.write("models.yaml", old_models);
  old.write("accounts.yaml", old_accounts);
  CHECK(old.files.models("ctrl") ==
        std::vector<ModelEntry>{{"admin/shop", "u1"}, {"bob/lab", "u3"}, {"eve@elsewhere/far", "u4"}});
  CHECK(old.files.current_model("ctrl") == "admin/shop");
  CHECK(old.files.user("ctrl") == "admin");
  CHECK(old.files.account("ctrl")->access == "superuser");
  CHECK(old.files.user("other") == "bob");
  CHECK(old.files.user("third") == "eve@elsewhere");
  CHECK(old.text("models.yaml") == old_models);
  CHECK_FALSE(old.has("version"));
}

TEST_CASE("the first change carries every file forward, with the keys that we do not know", "[cli]") {
  OldFolder old;
  old.write("models.yaml", old_models);
  old.write("accounts.yaml", old_accounts);
  old.files.set_current_controller("ctrl");
  CHECK(old.text("version") == "1\n");
  CHECK(old.text("models.yaml").find("@local") == std::string::npos);
  CHECK(old.text("models.yaml").find("branch: master") != std::string::npos);
  CHECK(old.text("accounts.yaml").find("@local") == std::string::npos);
  CHECK(old.text("accounts.yaml").find("password: secret") != std::string::npos);
  CHECK(old.text("accounts.yaml").find("password: other") == std::string::npos);
  CHECK_FALSE(old.has("clouds.yaml"));

  // From now on such a name is just a name.
  old.files.save_model("ctrl", {"ann@local/new", "u5"});
  CHECK(old.files.models("ctrl").at(1).name == "ann@local/new");
}

TEST_CASE("a new folder begins with the newest version", "[cli]") {
  OldFolder fresh;
  fresh.files.set_current_controller("ctrl");
  CHECK(fresh.text("version") == "1\n");
}
