// Output as data: records keep the order they are given, empty values are left out unless a table of the
// contract says "always". Rule: contract/cli.md, 1.5.
#pragma once

#include "charm/yaml_value.h"

#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <utility>

namespace periapt::cli {

using Value = charm::YamlValue;
using List = charm::YamlList;
using Map = charm::YamlMap;

/// A record under construction.
class Record {
public:
  /// always there
  Record& add(std::string key, Value value) {
    fields_.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  /// left out when empty: "", [], {}, false, 0
  Record& add_if(std::string key, Value value) {
    return is_empty(value) ? *this : add(std::move(key), std::move(value));
  }

  /// The finished value; the record is spent.
  Value value() { return Value(std::move(fields_)); }

  static bool is_empty(const Value& value);

private:
  Map fields_;
};

/// An enumerator as documents and tables have it: its name.
template <class Enum>
std::string word_of(Enum value) { return boost::describe::enum_to_string(value, ""); }

/// A list of strings as a value.
template <class Strings>
Value list_of(const Strings& strings) {
  List items;
  for (const auto& text : strings) items.emplace_back(text);
  return items;
}

} // namespace periapt::cli
