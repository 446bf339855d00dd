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
  using Part = Value;
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

  /// What is expected of it as text.
  Record& reserve(std::size_t) { return *this; }

  /// The finished value; the record is spent.
  Value value() { return Value(std::move(fields_)); }

  /// `part` of each of `items`; of a map by their names.
  template <class Items, class MakePart>
  static Value list(const Items& items, MakePart part) {
    List list;
    for (const auto& item : items) list.push_back(part(item));
    return list;
  }
  template <class Items, class MakePart>
  static Value map(const Items& items, MakePart part, std::size_t = 0) {
    Map map;
    map.reserve(items.size());
    for (const auto* item : items) map.emplace_back(item->name, part(*item));
    return map;
  }

  static bool is_empty(const Value& value);

private:
  static constexpr std::size_t usual_fields = 8;

  Map fields_;
};

/// JSON text that is one value.
struct JsonPart {
  std::string text;
};

/// A record that becomes JSON text at once: a large document need never be a tree. Used as Record is.
class JsonRecord {
public:
  using Part = JsonPart;
  JsonRecord() { text_.reserve(usual_size); }

  JsonRecord& add(std::string_view key, const JsonPart& part) {
    begin(key);
    text_ += part.text;
    return *this;
  }
  JsonRecord& add(std::string_view key, std::string_view text);
  JsonRecord& add(std::string_view key, const std::string& text) { return add(key, std::string_view(text)); }
  JsonRecord& add(std::string_view key, const char* text) { return add(key, std::string_view(text)); }
  JsonRecord& add(std::string_view key, const Value& value);

  JsonRecord& add_if(std::string_view key, const JsonPart& part) {
    return part.text == "{}" || part.text == "[]" ? *this : add(key, part);
  }
  JsonRecord& add_if(std::string_view key, const std::string& text) { return text.empty() ? *this : add(key, text); }
  JsonRecord& add_if(std::string_view key, const Value& value) {
    return Record::is_empty(value) ? *this : add(key, value);
  }

  /// Bytes of text that are expected of it: a large one is not copied as it grows.
  JsonRecord& reserve(std::size_t bytes) {
    text_.reserve(bytes);
    return *this;
  }

  JsonPart value() {
    text_ += '}';
    return {std::move(text_)};
  }

  template <class Items, class MakePart>
  static JsonPart list(const Items& items, MakePart part) {
    std::string text = "[";
    for (const auto& item : items) {
      if (text.size() > 1) text += ',';
      text += part(item).text;
    }
    return {text + "]"};
  }
  template <class Items, class MakePart>
  static JsonPart map(const Items& items, MakePart part, std::size_t bytes = usual_size) {
    JsonRecord record;
    record.reserve(bytes);
    for (const auto* item : items) record.add(item->name, part(*item));
    return record.value();
  }

private:
  static constexpr std::size_t usual_size = 256;

  void begin(std::string_view key);

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
