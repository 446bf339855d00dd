// YAML 1.1 block style as the contract's tools print it. Rule: contract/hook-tools.md 1.3.
#pragma once

#include "charm/yaml_value.h"

#include <string>

namespace periapt::charm {

/// The whole document: two spaces of indent, lists not indented under their key, `{}` and `[]` when empty,
/// exactly one newline at the end; null alone gives nothing. Maps keep their order: see sort_keys.
std::string write_yaml(const YamlValue& value);

/// Sorts the keys of every map in natural order ("a2" before "a10").
void sort_keys(YamlValue& value);

/// A number as YAML and JSON of the contract print it: shortest form, whole ones without a point.
std::string number_text(double value);

} // namespace periapt::charm
