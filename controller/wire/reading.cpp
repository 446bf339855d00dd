#include "wire/reading.h"

#include "core/error.h"
#include "core/text.h"
#include "wire/json_writer.h"

#include <bit>
#include <limits>
#include <tuple>

namespace periapt::wire {

std::string Nesting::spell() const {
  std::string place = "$";
  for (const auto& value : open) {
    if (value.is_list) place += fmt::format("[{}]", value.count - 1);
    else place += fmt::format(".{}", value.key);
  }
  return place;
}

void Reading::refuse(const Nesting& at, const char* expected) const {
  throw make_error(ErrorKind::invalid, "{}: expected {}", at.spell(), expected);
}

void Reading::text(void*, std::string_view, const Nesting& at) const { refuse(at, expected_); }
void Reading::boolean(void*, bool, const Nesting& at) const { refuse(at, expected_); }
void Reading::whole(void*, std::int64_t, const Nesting& at) const { refuse(at, expected_); }
void Reading::large(void*, std::uint64_t, const Nesting& at) const { refuse(at, expected_); }
void Reading::real(void*, double, const Nesting& at) const { refuse(at, expected_); }
void Reading::null(void*, const Nesting& at) const { refuse(at, expected_); }
Slot Reading::object(void*, const Nesting& at) const { refuse(at, expected_); }
Slot Reading::list(void*, const Nesting& at) const { refuse(at, expected_); }
Slot Reading::field(OpenValue&, std::string_view, const Nesting&) const { return {}; }
Slot Reading::element(OpenValue&) const { return {}; }
void Reading::end(OpenValue&, const Nesting&) const {}

void refuse_twice(const Nesting& at) { throw make_error(ErrorKind::invalid, "{}: given twice", at.spell()); }

void refuse_word(const Nesting& at, std::string_view word) {
  throw make_error(ErrorKind::invalid, "{}: unknown value \"{}\"", at.spell(), word);
}

// --- structs ------------------------------------------------------------------------------------
StructReading::StructReading(std::vector<Member> members) : Reading("an object"), members_(std::move(members)) {
  for (std::size_t number = 0; number < members_.size(); ++number)
    if (members_[number].required) required_ |= std::uint64_t{1} << number;
}

Slot StructReading::field(OpenValue& object, std::string_view key, const Nesting& at) const {
  auto number = object.next; // an encoder writes members in their order: mostly the first try
  for (std::size_t tries = members_.size(); tries > 0; --tries, ++number) {
    if (number == members_.size()) number = 0;
    const auto& member = members_[number];
    if (member.name != key) continue;
    object.key = member.name;
    object.next = number + 1;
    const auto bit = std::uint64_t{1} << number;
    if (object.seen & bit) refuse_twice(at);
    object.seen |= bit;
    return {&member.reading(), member.place(object.slot.target)};
  }
  object.key = key;
  if (at.strict == Strict::yes) throw make_error(ErrorKind::invalid, "{}: unknown field", at.spell());
  return {};
}

void StructReading::end(OpenValue& value, const Nesting& at) const {
  const auto missing = required_ & ~value.seen;
  if (missing == 0) return;
  value.key = members_[static_cast<std::size_t>(std::countr_zero(missing))].name;
  throw make_error(ErrorKind::invalid, "{}: required field is missing", at.spell());
}

// --- single values ------------------------------------------------------------------------------
namespace {

template <class T>
T& at(void* target) {
  return *static_cast<T*>(target);
}

class TextReading final : public Reading {
public:
  TextReading() : Reading("a text") {}
  void text(void* target, std::string_view value, const Nesting&) const override { at<std::string>(target) = value; }
};

class BooleanReading final : public Reading {
public:
  BooleanReading() : Reading("true or false") {}
  void boolean(void* target, bool value, const Nesting&) const override { at<bool>(target) = value; }
};

class Int64Reading final : public Reading {
public:
  Int64Reading() : Reading("a whole number") {}
  void whole(void* target, std::int64_t value, const Nesting&) const override { at<std::int64_t>(target) = value; }
};

class IntReading final : public Reading {
public:
  IntReading() : Reading("a whole number") {}
  void whole(void* target, std::int64_t value, const Nesting& place) const override {
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) refuse(place, "a smaller number");
    at<int>(target) = static_cast<int>(value);
  }
};

class DoubleReading final : public Reading {
public:
  DoubleReading() : Reading("a number") {}
  void whole(void* target, std::int64_t value, const Nesting&) const override { at<double>(target) = static_cast<double>(value); }
  void large(void* target, std::uint64_t value, const Nesting&) const override { at<double>(target) = static_cast<double>(value); }
  void real(void* target, double value, const Nesting&) const override { at<double>(target) = value; }
};

class ConfigValueReading final : public Reading {
public:
  ConfigValueReading() : Reading("a text, a number, true or false") {}
  void text(void* target, std::string_view value, const Nesting&) const override { at<ConfigValue>(target) = std::string(value); }
  void boolean(void* target, bool value, const Nesting&) const override { at<ConfigValue>(target) = value; }
  void whole(void* target, std::int64_t value, const Nesting&) const override { at<ConfigValue>(target) = value; }
  void real(void* target, double value, const Nesting&) const override { at<ConfigValue>(target) = value; }
};

/// Writes down what it reads: the target is the text so far.
class JsonCopying final : public Reading {
public:
  JsonCopying() : Reading("") {}
  void text(void* target, std::string_view value, const Nesting&) const override { quote(at<std::string>(target), value); }
  void boolean(void* target, bool value, const Nesting&) const override { at<std::string>(target) += value ? "true" : "false"; }
  void whole(void* target, std::int64_t value, const Nesting&) const override { at<std::string>(target) += std::to_string(value); }
  void large(void* target, std::uint64_t value, const Nesting&) const override { at<std::string>(target) += std::to_string(value); }
  void real(void* target, double value, const Nesting&) const override { at<std::string>(target) += json_number(value); }
  void null(void* target, const Nesting&) const override { at<std::string>(target) += "null"; }
  Slot object(void* target, const Nesting&) const override {
    at<std::string>(target) += '{';
    return {this, target};
  }
  Slot list(void* target, const Nesting&) const override {
    at<std::string>(target) += '[';
    return {this, target};
  }
  Slot field(OpenValue& object, std::string_view key, const Nesting&) const override {
    auto& copy = separated(object);
    quote(copy, key);
    copy += ':';
    return object.slot;
  }
  Slot element(OpenValue& list) const override {
    separated(list);
    return list.slot;
  }
  void end(OpenValue& value, const Nesting&) const override { at<std::string>(value.slot.target) += value.is_list ? ']' : '}'; }

private:
  static void quote(std::string& copy, std::string_view text) {
    std::ignore = append_json_string(copy, text); // the parser takes UTF-8 only
  }

  static std::string& separated(OpenValue& value) {
    auto& copy = at<std::string>(value.slot.target);
    if (value.count > 1) copy += ',';
    return copy;
  }
};

/// Any value, as text.
class JsonTextReading final : public Reading {
public:
  JsonTextReading() : Reading("") {}
  void text(void* target, std::string_view value, const Nesting& place) const override { copying_.text(fresh(target), value, place); }
  void boolean(void* target, bool value, const Nesting& place) const override { copying_.boolean(fresh(target), value, place); }
  void whole(void* target, std::int64_t value, const Nesting& place) const override { copying_.whole(fresh(target), value, place); }
  void large(void* target, std::uint64_t value, const Nesting& place) const override { copying_.large(fresh(target), value, place); }
  void real(void* target, double value, const Nesting& place) const override { copying_.real(fresh(target), value, place); }
  void null(void* target, const Nesting& place) const override { copying_.null(fresh(target), place); }
  Slot object(void* target, const Nesting& place) const override { return copying_.object(fresh(target), place); }
  Slot list(void* target, const Nesting& place) const override { return copying_.list(fresh(target), place); }

private:
  static std::string* fresh(void* target) {
    auto& copy = at<JsonText>(target).text;
    copy.clear();
    return &copy;
  }

  JsonCopying copying_;
};

template <class One>
const Reading& the() {
  static const One one;
  return one;
}

} // namespace

const Reading& text_reading() { return the<TextReading>(); }
const Reading& boolean_reading() { return the<BooleanReading>(); }
const Reading& int_reading() { return the<IntReading>(); }
const Reading& int64_reading() { return the<Int64Reading>(); }
const Reading& double_reading() { return the<DoubleReading>(); }
const Reading& config_value_reading() { return the<ConfigValueReading>(); }
const Reading& json_text_reading() { return the<JsonTextReading>(); }

} // namespace periapt::wire
