#include "base/data_folder.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace periapt {
namespace fs = std::filesystem;
namespace {

std::optional<fs::path> path_variable(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) return std::nullopt;
  return fs::path(value);
}

fs::path home_folder() {
  if (const auto home = path_variable("HOME")) return *home;
  const passwd* user = getpwuid(geteuid());
  return user ? user->pw_dir : "/";
}

fs::path chosen_folder() {
  if (const auto juju = path_variable("JUJU_DATA")) return *juju;
  if (const auto model = path_variable("MODEL_DATA")) return *model;
  if (const auto xdg = path_variable("XDG_DATA_HOME")) return *xdg / "periapt";
  return home_folder() / ".local" / "share" / "periapt";
}

} // namespace

fs::path data_folder() { return fs::absolute(chosen_folder()).lexically_normal(); }

} // namespace periapt
