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
  Record() { fields_.reserve(usual_fields); }

  /// always there
  Record& add(std::string key, Value value) {
    fields_.emplace_back(std::move(key), std::move(value));
    return *this;
  }
  /// left out when empty: "", [], {}, false, 0
  Record& add_if(std::string key, Value value) {
    return is_empty(value) ? *this : add(std::move(key), std::move(value));
  }

  /// A map of `item`'s value for each of `items`, by their names.
  template <class Items, class Item>
  Record& add_map(std::string key, const Items& items, Item item) {
    Map map;
    map.reserve(items.size());
    for (const auto* one : items) map.emplace_back(one->name, item(*one));
    return add(std::move(key), std::move(map));
  }

  /// The finished value; the record is spent.
  Value value() { return Value(std::move(fields_)); }

  static bool is_empty(const Value& value);

private:
  static constexpr std::size_t usual_fields = 8;

  Map fields_;
};

/// The same as JSON text at once: what a large record holds need never be one tree.
class JsonRecord {
public:
  JsonRecord& add(std::string_view key, const Value& value) {
    begin(key);
    append_json(value);
    return *this;
  }
  JsonRecord& add_if(std::string_view key, const Value& value) {
    return Record::is_empty(value) ? *this : add(key, value);
  }
  template <class Items, class Item>
  JsonRecord& add_map(std::string_view key, const Items& items, Item item) {
    begin(key);
    JsonRecord map;
    for (const auto* one : items) map.add(one->name, item(*one));
    text_ += map.text();
    return *this;
  }

  /// The finished text, without a newline; the record is spent.
  std::string text() {
    text_ += '}';
    return std::move(text_);
  }

private:
  void begin(std::string_view key);
  void append_json(const Value& value);

  std::string text_ = "{";
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
