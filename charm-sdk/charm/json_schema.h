// A JSON Schema (draft 4), read once and asked often. The validator, valijson, is included by json_schema.cpp alone.
// Threads: a schema is immutable; any.
#pragma once

#include "charm/yaml_value.h"

#include <memory>
#include <optional>
#include <string>

namespace periapt::charm {

class JsonSchema {
public:
  /// Throws Error(invalid) with what is wrong with it as a schema.
  explicit JsonSchema(YamlValue schema);

  /// nullopt: `value` fits. Else why not: `(root).length : must be of type string, given false`.
  std::optional<std::string> fault_of(const YamlValue& value) const;
  const YamlValue& text() const { return text_; }

private:
  struct Rules;
  YamlValue text_;
  std::shared_ptr<const Rules> rules_;
};

} // namespace periapt::charm
