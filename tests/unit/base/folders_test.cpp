#include "base/data_folder.h"
#include "base/program_path.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>
#include <string>

using namespace periapt;

namespace {

/// Sets variables for one test and puts the old values back.
class Variables {
public:
  explicit Variables(const std::map<std::string, std::string>& values) {
    for (const char* name : {"JUJU_DATA", "MODEL_DATA", "XDG_DATA_HOME", "HOME"}) {
      const char* old = std::getenv(name);
      if (old) old_[name] = old;
      ::unsetenv(name);
    }
    for (const auto& [name, value] : values) ::setenv(name.c_str(), value.c_str(), 1);
  }
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;
  ~Variables() {
    for (const char* name : {"JUJU_DATA", "MODEL_DATA", "XDG_DATA_HOME", "HOME"}) ::unsetenv(name);
    for (const auto& [name, value] : old_) ::setenv(name.c_str(), value.c_str(), 1);
  }

private:
  std::map<std::string, std::string> old_;
};

} // namespace

TEST_CASE("the data folder is JUJU_DATA, else MODEL_DATA, else the XDG folder, else the home folder's", "[base]") {
  struct Case {
    std::map<std::string, std::string> variables;
    std::string folder;
  };
  const auto [variables, folder] = GENERATE(values<Case>({
      {{{"JUJU_DATA", ""}, {"MODEL_DATA", "/m"}}, "/m"},
      {{{"JUJU_DATA", "/j"}, {"MODEL_DATA", "/m"}, {"XDG_DATA_HOME", "/x"}}, "/j"},
      {{{"MODEL_DATA", "/m"}, {"XDG_DATA_HOME", "/x"}}, "/m"},
      {{{"XDG_DATA_HOME", "/x"}, {"HOME", "/h"}}, "/x/periapt"},
      {{{"HOME", "/h"}}, "/h/.local/share/periapt"},
  }));
  const Variables set(variables);
  CHECK(data_folder() == folder);
}

TEST_CASE("a program is found beside our own, and a missing one is an error that names both places", "[base]") {
  CHECK(find_program(own_program().filename().string()) == own_program());
  CHECK_THROWS_WITH(find_program("no-such-program"), Catch::Contains("libexec/periapt/no-such-program"));
}
