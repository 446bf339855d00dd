// Plans that `model plan` has made, until they are applied: a revision, an argument list and what was printed. Files of
// this client, <data>/plans/<id>.yaml, the newest few. Threads: one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::cli {

struct KeptPlan {
  std::string id;
  std::string model;                     // ctrl:admin/foo
  std::string revision;
  std::vector<std::string> arguments;    // of the command, which names the model by -m, or takes the current one
  std::filesystem::path folder;          // that its paths are relative to
  std::string effects;                   // as printed
};

/// Gives it an id. Throws std::system_error.
void keep_plan(const std::filesystem::path& data_folder, KeptPlan& plan);
/// By its id or the first characters of it. Throws Error(not_found), Error(invalid).
KeptPlan find_plan(const std::filesystem::path& data_folder, const std::string& id);
void forget_plan(const std::filesystem::path& data_folder, const std::string& id);

} // namespace periapt::cli
