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
  const auto is_special = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; };
  out += '"';
  while (true) {
    const auto plain = std::find_if(text.begin(), text.end(), is_special);
    out.append(text.begin(), plain);
    if (plain == text.end()) break;
    if (const auto escape = short_escape(*plain); !escape.empty()) out += escape;
    else out += fmt::format("\\u{:04x}", static_cast<unsigned>(*plain));
    text.remove_prefix(static_cast<std::size_t>(plain - text.begin()) + 1);
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
