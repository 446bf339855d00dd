#include "charm/contracts.h"

#include "charm/charm.h"
#include "charm/yaml_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::charm {
namespace {

constexpr std::string_view contract_folder = "schemas/interfaces";

std::int64_t read_version(const YamlReader& version) {
  if (version.as_int() < 0) version.fail("expected a version from 0");
  return version.as_int();
}

std::vector<std::int64_t> read_versions(const YamlReader& versions) {
  if (versions.node().type() != YamlType::sequence) return {read_version(versions)};
  std::vector<std::int64_t> spoken;
  for (const auto& version : versions.as_list()) spoken.push_back(read_version(version));
  if (spoken.empty()) versions.fail("expected at least one version");
  return spoken;
}

} // namespace

ContractVersions read_contract_versions(std::string_view yaml, const Charm& charm, const FaultSink& faults) {
  const YamlReader root("charm", parse_yaml(yaml));
  const auto contracts = root.node().is_null() ? std::nullopt : root.find("contracts");
  ContractVersions versions;
  if (!contracts) return versions;
  for (const auto& entry : contracts->as_map())
    faults.attempt(entry.second.node().line(), [&] {
      const auto& [endpoint, spoken] = entry;
      const auto is_named = [&](const Endpoint& one) { return one.name == entry.first; };
      if (std::none_of(charm.endpoints.begin(), charm.endpoints.end(), is_named))
        spoken.fail(fmt::format("the charm has no endpoint \"{}\"", endpoint));
      versions.emplace(endpoint, read_versions(spoken));
    });
  return versions;
}

bool is_contract_file(std::string_view path) {
  const std::filesystem::path file(path);
  const auto name = file.filename().string();
  return file.parent_path().parent_path() == contract_folder && name.size() > 6 && name.front() == 'v' &&
         name.ends_with(".yaml") && std::all_of(name.begin() + 1, name.end() - 5, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> contract_files(const std::filesystem::path& folder) {
  std::vector<std::string> paths;
  if (!is_directory(folder / contract_folder)) return paths;
  for (const auto& interface : std::filesystem::directory_iterator(folder / contract_folder)) {
    if (!interface.is_directory()) continue;
    for (const auto& file : std::filesystem::directory_iterator(interface)) {
      auto path = file.path().lexically_relative(folder).string();
      if (file.is_regular_file() && is_contract_file(path)) paths.push_back(std::move(path));
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

} // namespace periapt::charm
