// Secret values in what is printed and reported, replaced by **** before anything else sees them.
// Rule: contract/wrappers.md, section 4.
#pragma once

#include "charm/yaml_value.h"

#include <string>
#include <string_view>
#include <vector>

namespace periapt::adapters {

class Mask {
public:
  /// `secrets` of the model: name -> key -> value. Values of fewer than 4 characters are left: they would be found
  /// everywhere. Of a value with several lines, each line is a value.
  explicit Mask(const charm::YamlValue& secrets);

  std::string operator()(std::string_view text) const;

private:
  void add(const std::string& value);

  std::vector<std::string> values_; // longest first, so that none is cut by one that it holds
};

} // namespace periapt::adapters
