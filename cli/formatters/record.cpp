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

void JsonRecord::add_string(std::string_view text) {
  if (!text_.add_json_string(text)) add_string(as_utf8(text));
}

JsonRecord& JsonRecord::add(std::string_view key, const Value& value) {
  std::string part;
  charm::append_json(part, value, charm::BadText::replace);
  return add(key, JsonPart{std::move(part)});
}

bool Record::is_empty(const Value& value) { return std::visit(IsEmpty{}, value.data); }

} // namespace periapt::cli
