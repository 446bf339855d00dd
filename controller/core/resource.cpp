#include "core/resource.h"

#include <algorithm>

namespace periapt {

bool is_plain_file_name(std::string_view text) {
  constexpr std::size_t longest_bytes = 200; // less than file systems take, as a suffix may follow
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  return !text.empty() && text.size() <= longest_bytes && text != "." && text != ".." &&
         text.find('/') == std::string_view::npos && std::none_of(text.begin(), text.end(), is_control);
}

} // namespace periapt
