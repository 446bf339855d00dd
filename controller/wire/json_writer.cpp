#include "wire/json_writer.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>

namespace periapt::wire {
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
