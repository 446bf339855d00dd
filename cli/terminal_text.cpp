#include "cli/terminal_text.h"

namespace periapt::cli {
namespace {

/// The bytes of the colour sequence (SGR) at the front; 0 where there is none.
std::size_t colour_length(std::string_view text) {
  if (!text.starts_with("\033[")) return 0;
  const auto end = text.find_first_not_of("0123456789;:", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

/// U+0080 to U+009F, which some terminals obey as they do an escape.
bool is_late_control(std::string_view text) {
  return text.size() > 1 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) <= 0x9f;
}

bool is_shown(char c) { return c == '\t' || c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); }

} // namespace

std::string terminal_text(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  bool coloured = false;
  for (std::size_t used = 0; !text.empty(); text.remove_prefix(used)) {
    used = colour_length(text);
    if (used > 0) {
      const auto colour = text.substr(0, used);
      coloured = colour != "\033[0m" && colour != "\033[m";
      shown += colour;
    } else if (is_late_control(text)) {
      used = 2;
      shown += "\ufffd";
    } else {
      used = 1;
      if (is_shown(text[0])) shown += text[0];
      else (shown += '^') += static_cast<char>(text[0] ^ 0x40);
    }
  }
  if (coloured) shown += "\033[0m";
  return shown;
}

} // namespace periapt::cli
