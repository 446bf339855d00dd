// Output as data: records keep the order they are given, empty values are left out unless a table of the
// contract says "always". Rule: contract/cli.md, 1.5.
#pragma once

#include "charm/yaml_value.h"
#include "core/text_builder.h"

#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <utility>

namespace periapt::cli {

using Value = charm::YamlValue;
using List = charm::YamlList;
using Map = charm::YamlMap;

/// A record under construction. `Fill` is void(Record&), or void(Record&, const Item&) for each of several.
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

  template <class Fill>
  Record& add_record(std::string key, Fill fill) {
    return add(std::move(key), make(0, fill));
  }
  template <class Fill>
  Record& add_record_if(std::string key, Fill fill) {
    return add_if(std::move(key), make(0, fill));
  }
  /// A record for each of `items`.
  template <class Items, class Fill>
  Record& add_list(std::string key, const Items& items, Fill fill) {
    List list;
    for (const auto& item : items) list.push_back(make(0, [&](Record& record) { fill(record, item); }));
    return add(std::move(key), std::move(list));
  }
  /// Under their names.
  template <class Items, class Fill>
  void add_named(const Items& items, Fill fill) {
    fields_.reserve(fields_.size() + items.size());
    for (const auto* item : items) add_record(item->name, [&](Record& record) { fill(record, *item); });
  }

  /// A record as a value. How much text it will be, which JsonRecord is glad to know, is nothing to it.
  template <class Fill>
  static Value make(std::size_t /*bytes*/, Fill fill) {
    Record record;
    fill(record);
    return record.value();
  }
  /// The finished value; the record is spent.
  Value value() { return Value(std::move(fields_)); }

  static bool is_empty(const Value& value);

private:
  static constexpr std::size_t usual_fields = 8;

  Map fields_;
};

/// JSON text that is one value.
struct JsonPart {
  std::string text;
};

/// A record that is JSON text at once, in its place in the document: a large one need never be a tree. Used as Record is.
class JsonRecord {
public:
  using Part = JsonPart;

  JsonRecord& add(std::string_view key, const JsonPart& part) {
    begin(key);
    text_.add(part.text);
    return *this;
  }
  JsonRecord& add(std::string_view key, std::string_view text) {
    begin(key);
    add_string(text);
    return *this;
  }
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

  template <class Fill>
  JsonRecord& add_record(std::string_view key, Fill fill) {
    begin(key);
    write(text_, fill);
    return *this;
  }
  template <class Fill>
  JsonRecord& add_record_if(std::string_view key, Fill fill) {
    const auto before = text_.size();
    add_record(key, fill);
    if (text_.view().ends_with("{}")) text_.shorten(before);
    return *this;
  }
  template <class Items, class Fill>
  JsonRecord& add_list(std::string_view key, const Items& items, Fill fill) {
    begin(key);
    text_.add('[');
    for (const auto& item : items) {
      if (!text_.view().ends_with('[')) text_.add(',');
      write(text_, [&](JsonRecord& record) { fill(record, item); });
    }
    text_.add(']');
    return *this;
  }
  template <class Items, class Fill>
  void add_named(const Items& items, Fill fill) {
    for (const auto* item : items) add_record(item->name, [&](JsonRecord& record) { fill(record, *item); });
  }

  template <class Fill>
  static JsonPart make(std::size_t bytes, Fill fill) {
    TextBuilder text(bytes); // a large one is not copied as it grows
    write(text, fill);
    return {text.take()};
  }

private:
  explicit JsonRecord(TextBuilder& text) : text_(text) {}

  template <class Fill>
  static void write(TextBuilder& text, Fill fill) {
    text.add('{');
    JsonRecord record(text);
    fill(record);
    text.add('}');
  }
  void begin(std::string_view key) {
    if (!text_.view().ends_with('{')) text_.add(',');
    add_string(key);
    text_.add(':');
  }
  void add_string(std::string_view text);

  TextBuilder& text_; // of the whole document so far
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
