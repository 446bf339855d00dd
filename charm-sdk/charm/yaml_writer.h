// YAML 1.1 block style as the contract's tools print it. Rule: contract/hook-tools.md 1.3.
#pragma once

#include "charm/yaml_value.h"

#include <string>

namespace periapt::charm {

/// The whole document: two spaces of indent, lists not indented under their key, `{}` and `[]` when empty,
/// exactly one newline at the end; null alone gives nothing. Maps keep their order: see sort_keys.
std::string write_yaml(const YamlValue& value);

/// Sorts the keys of every map, at all depths, in natural order: digits compare as numbers ("a2" before
/// "a10"), letters come after everything else.
void sort_keys(YamlValue& value);

/// The shortest form that reads back the same; whole numbers without a point. YAML takes an exponent below
/// 1e-4 and from 1e6 on, JSON below 1e-6 and from 1e21 on.
std::string yaml_number(double value);
std::string json_number(double value);

} // namespace periapt::charm
