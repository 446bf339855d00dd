// The linter's parts, each for one concern. For the room's own use: see lint.h. Threads: one.
#pragma once

#include "authoring/finding.h"
#include "authoring/lint.h"
#include "charm/charm.h"
#include "charm/yaml_reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt::authoring {

inline constexpr const char* metadata_file = "metadata.yaml";
inline constexpr const char* charm_file = "charm.yaml"; // handlers, versions of contracts

/// The charm that is looked at, as far as it can be read.
struct LintedCharm {
  std::filesystem::path folder;
  std::string folder_name;
  charm::CharmFiles files;
  charm::Charm charm;

  bool has_file(const std::string& path) const { return std::filesystem::exists(folder / path); }
  bool has_dispatch() const { return has_file("dispatch") || files.contains("dispatch"); }
};

class Findings {
public:
  explicit Findings(const LintedCharm& charm) : charm_(charm) {}

  template <class... Args>
  void error(const std::string& file, int line, fmt::format_string<Args...> text, Args&&... args) {
    add(Level::error, file, line, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void warning(const std::string& file, int line, fmt::format_string<Args...> text, Args&&... args) {
    add(Level::warning, file, line, fmt::format(text, std::forward<Args>(args)...));
  }
  template <class... Args>
  void info(const std::string& file, int line, fmt::format_string<Args...> text, Args&&... args) {
    add(Level::info, file, line, fmt::format(text, std::forward<Args>(args)...));
  }
  /// What is generated of charmcraft.yaml has no lines of its own.
  void add(Level level, std::string file, int line, std::string text);

  std::vector<Finding> sorted() &&;

private:
  const LintedCharm& charm_;
  std::vector<Finding> all_;
};

/// An entry of a mapping, with its key's line.
struct KeyedNode {
  std::string key;
  int line = 0;
  charm::YamlNode node;
};
/// Empty unless it is a mapping.
std::vector<KeyedNode> entries_of(const charm::YamlNode& node);
std::optional<KeyedNode> find_entry(const charm::YamlNode& node, std::string_view key);
/// A file's document; nullopt when there is none that can be read.
std::optional<charm::YamlNode> document_of(const LintedCharm& charm, const std::string& file);

void lint_metadata(const LintedCharm& charm, Findings& findings);
void lint_metadata_parts(const LintedCharm& charm, const charm::YamlNode& root, Findings& findings);
void lint_config(const LintedCharm& charm, Findings& findings);
void lint_actions(const LintedCharm& charm, Findings& findings);
void lint_files(const LintedCharm& charm, Findings& findings);
void lint_hooks(const LintedCharm& charm, Findings& findings);
void lint_handlers(const LintedCharm& charm, Findings& findings);
void lint_contracts(const LintedCharm& charm, Findings& findings);
void lint_scripts(const LintedCharm& charm, const std::filesystem::path& shellcheck, Findings& findings);
void lint_manifests(const LintedCharm& charm, const LintTools& tools, Findings& findings);
void lint_playbooks(const LintedCharm& charm, const LintTools& tools, Findings& findings);

} // namespace periapt::authoring
