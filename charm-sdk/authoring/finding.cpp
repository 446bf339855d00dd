#include "authoring/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::authoring {

std::string text_of(const Finding& finding) {
  static constexpr char letters[] = {'I', 'W', 'E'};
  std::string place = finding.file;
  if (finding.line > 0) place += fmt::format(":{}", finding.line);
  if (!place.empty()) place += ": ";
  return fmt::format("{}: {}{}", letters[static_cast<std::size_t>(finding.level)], place, finding.text);
}

int exit_status_of(const std::vector<Finding>& findings) {
  auto worst = Level::info;
  for (const auto& finding : findings) worst = std::max(worst, finding.level);
  static constexpr int statuses[] = {0, 100, 200};
  return statuses[static_cast<std::size_t>(worst)];
}

} // namespace periapt::authoring
