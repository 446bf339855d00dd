// How a tool prints its answer: `--format smart|yaml|json` and `-o FILE`. Rule: contract/hook-tools.md 1.3.
#pragma once

#include "charm/yaml_value.h"
#include "hook_tools/flags.h"
#include "hook_tools/tools.h"

#include <string>

namespace periapt::hook_tools {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

enum class Format { smart, yaml, json };

/// Maps are printed sorted; records with fixed fields as they are.
enum class KeyOrder { sorted, fixed };

std::string format_value(YamlValue value, Format format, KeyOrder order = KeyOrder::sorted);

/// The two flags of every tool marked fmt in the contract.
class OutputFlags {
public:
  enum class Choice { smart_yaml_json, yaml_json }; // the first is the default
  explicit OutputFlags(FlagSet& flags, Choice choice = Choice::smart_yaml_json);
  OutputFlags(const OutputFlags&) = delete;
  OutputFlags& operator=(const OutputFlags&) = delete;

  Format format() const { return format_; }
  void print(const YamlValue& value, ToolResult& result, KeyOrder order = KeyOrder::sorted) const;

private:
  Format format_;
  std::string file_;
};

YamlValue string_map(const std::map<std::string, std::string>& map);
YamlValue string_list(const std::vector<std::string>& list);
/// The value of `key`, or null.
YamlValue find_or_null(const std::map<std::string, std::string>& map, const std::string& key);

} // namespace periapt::hook_tools
