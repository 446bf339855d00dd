#include "cli/formatters/record.h"

#include "charm/json_value.h"

namespace periapt::cli {

namespace {
struct IsEmpty {
  bool operator()(std::monostate) const { return true; }
  bool operator()(bool value) const { return !value; }
  bool operator()(std::int64_t value) const { return value == 0; }
  bool operator()(double value) const { return value == 0; }
  template <class Container>
  bool operator()(const Container& value) const {
    return value.empty();
  }
};
} // namespace

void JsonRecord::begin(std::string_view key) {
  if (text_.back() != '{') text_ += ',';
  charm::append_json(text_, key, charm::BadText::replace);
  text_ += ':';
}

JsonRecord& JsonRecord::add(std::string_view key, std::string_view text) {
  begin(key);
  charm::append_json(text_, text, charm::BadText::replace);
  return *this;
}

JsonRecord& JsonRecord::add(std::string_view key, const Value& value) {
  begin(key);
  charm::append_json(text_, value, charm::BadText::replace);
  return *this;
}

bool Record::is_empty(const Value& value) { return std::visit(IsEmpty{}, value.data); }

} // namespace periapt::cli
