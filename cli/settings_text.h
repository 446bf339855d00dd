// Settings as people type them: `key=value`, `key=@file`, and YAML files of settings.
// Rule: contract/cli.md, 2.1 (--config), 2.7 and 2.17.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt::cli {

using Settings = std::map<std::string, std::string>;

/// nullopt for a word without '='
std::optional<std::pair<std::string, std::string>> split_setting(const std::string& word);

/// The value itself, or the content of the file that `@path` names (5 MiB at most, UTF-8).
std::string setting_value(const std::string& key, const std::string& text,
                          const std::filesystem::path& working_directory);

/// `app: {key: value}`, or what `config app` printed (`settings: {key: {value: …}}`). Nulls are left out.
/// Throws Error(invalid) `no settings found for "app"`.
Settings application_settings(std::string_view yaml, const std::string& application);

/// `key: value`, or what `model-config --format yaml` printed (`key: {value: …, source: …}`).
Settings model_settings(std::string_view yaml);

/// A file's text; "-" reads what `input` has.
std::string read_settings_file(const std::string& file, const std::filesystem::path& working_directory,
                               std::istream& input);

} // namespace periapt::cli
