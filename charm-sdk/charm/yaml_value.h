// A YAML (or JSON) value as data: what tools and formatters print, and what a parsed document holds.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace periapt::charm {

struct YamlValue;
using YamlList = std::vector<YamlValue>;
/// Ordered: the writer keeps the order it is given. Callers sort where the contract asks for it.
using YamlMap = std::vector<std::pair<std::string, YamlValue>>;

struct YamlValue {
  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, YamlList, YamlMap>;
  Data data;

  YamlValue() = default; // null
  YamlValue(std::nullptr_t) {}
  YamlValue(bool value) : data(value) {}
  YamlValue(int value) : data(std::int64_t{value}) {}
  YamlValue(std::int64_t value) : data(value) {}
  YamlValue(double value) : data(value) {}
  YamlValue(const char* value) : data(std::string(value)) {}
  YamlValue(std::string value) : data(std::move(value)) {}
  YamlValue(YamlList value);
  YamlValue(YamlMap value);

  bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  bool operator==(const YamlValue& other) const;
};

} // namespace periapt::charm
