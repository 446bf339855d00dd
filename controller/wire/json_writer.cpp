#include "wire/json_writer.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace periapt::wire {
namespace {

std::string_view short_escape(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return {};
  }
}

} // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (const auto escape = short_escape(c); !escape.empty()) out += escape;
    else if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else out += c;
  }
  out += '"';
}

std::string json_number(double value) {
  if (!std::isfinite(value)) throw make_error(ErrorKind::invalid, "{} is not a JSON number", value);
  auto text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string wire_name(std::string_view cpp_name) {
  std::string name(cpp_name);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

} // namespace periapt::wire
