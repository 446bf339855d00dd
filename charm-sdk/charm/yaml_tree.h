// The tree behind YamlNode, for the room's own use.
#pragma once

#include "charm/yaml_reader.h"
#include "charm/yaml_scalar.h"

#include <optional>
#include <string>

namespace periapt::charm {

struct YamlNode::Data {
  YamlType type = YamlType::null;
  bool merge_key = false; // a plain `<<`
  int line = 1;
  int column = 1;
  std::string text;
  Items items;
  Entries entries;
};

/// The boolean strings of the contract: `1 t T TRUE true True` and `0 f F FALSE false False`.
std::optional<bool> boolean_word(std::string_view text);

} // namespace periapt::charm
