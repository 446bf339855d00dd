#include "authoring/init.h"

#include "authoring/template.h"
#include "base/file.h"
#include "core/error.h"
#include "core/names.h"
#include "core/text.h"

#include <algorithm>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view common = "common";

std::string filled(std::string text, const std::string& name) {
  std::string ident = name;
  std::replace(ident.begin(), ident.end(), '-', '_');
  return replace_all(replace_all(std::move(text), "__NAME__", name), "__IDENT__", ident);
}

std::string_view tool_of(const TemplateFile& file) { return file.path.substr(0, file.path.find('/')); }

void check_request(const fs::path& folder, const std::string& name, const std::string& tool) {
  const auto tools = init_tools();
  if (std::find(tools.begin(), tools.end(), tool) == tools.end())
    throw make_error(ErrorKind::invalid, "cannot begin a charm with \"{}\": expected one of {}", tool, fmt::join(tools, ", "));
  if (!is_valid_application_name(name))
    throw make_error(ErrorKind::invalid,
                     "cannot begin a charm \"{}\": a charm's name has lower case letters, digits and single dashes, begins "
                     "with a letter, and has a letter in each part", name);
  if (fs::exists(fs::symlink_status(folder)) && !(fs::is_directory(folder) && fs::is_empty(folder)))
    throw make_error(ErrorKind::already_exists, "cannot begin a charm in \"{}\": it exists", folder.string());
}

std::vector<std::string> write_files(const fs::path& folder, const std::string& name, const std::string& tool) {
  std::vector<std::string> paths;
  for (const auto& file : template_files()) {
    if (tool_of(file) != common && tool_of(file) != tool) continue;
    auto path = filled(std::string(file.path.substr(tool_of(file).size() + 1)), name);
    fs::create_directories((folder / path).parent_path());
    write_file_atomically(folder / path, filled(std::string(file.text), name), file.text.starts_with("#!") ? 0755 : 0644);
    paths.push_back(std::move(path));
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

fs::path folder_beside(const fs::path& folder) {
  fs::create_directories(folder.parent_path());
  auto beside = make_unique_folder(folder.parent_path() / ("." + folder.filename().string() + "."));
  make_folders(beside, 0755); // the charm is not a secret
  return beside;
}

} // namespace

std::vector<std::string> init_tools() {
  std::vector<std::string> tools;
  for (const auto& file : template_files())
    if (tool_of(file) != common && (tools.empty() || tools.back() != tool_of(file))) tools.emplace_back(tool_of(file));
  std::sort(tools.begin(), tools.end());
  return tools;
}

std::vector<std::string> init_charm(const fs::path& folder, const std::string& tool) {
  const auto name = folder.filename().string();
  check_request(folder, name, tool);
  const auto beside = folder_beside(folder);
  try {
    auto paths = write_files(beside, name, tool);
    fs::rename(beside, folder); // also over an empty folder
    return paths;
  } catch (...) {
    remove_tree(beside);
    throw;
  }
}

} // namespace periapt::authoring
