#include "cli/formatters/json_writer.h"

#include "charm/yaml_writer.h"
#include "wire/json_writer.h"

namespace periapt::cli {

namespace {

class Writer {
public:
  std::string text;

  void operator()(std::monostate) { text += "null"; }
  void operator()(bool value) { text += value ? "true" : "false"; }
  void operator()(std::int64_t value) { text += std::to_string(value); }
  void operator()(double value) { text += charm::json_number(value); }
  void operator()(const std::string& value) { string(value); }
  void operator()(const List& items) {
    text += '[';
    for (bool first = true; const auto& item : items) {
      comma(first);
      std::visit(*this, item.data);
    }
    text += ']';
  }
  void operator()(const Map& fields) {
    text += '{';
    for (bool first = true; const auto& [key, value] : fields) {
      comma(first);
      string(key);
      text += ':';
      std::visit(*this, value.data);
    }
    text += '}';
  }

private:
  void comma(bool& first) {
    if (!first) text += ',';
    first = false;
  }
  void string(const std::string& value) { wire::append_quoted(text, value); }
};

} // namespace

std::string write_json(const Value& value) {
  Writer writer;
  std::visit(writer, value.data);
  return std::move(writer.text);
}

} // namespace periapt::cli
