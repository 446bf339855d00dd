#include "cli/ssh_key_results.h"

#include "cli/outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

void tell_ssh_key_obstacles(Console& console, const std::string& verb, const std::vector<std::string>& keys,
                            const std::vector<std::string>& obstacles) {
  std::size_t refused = 0;
  for (std::size_t i = 0; i < std::min(keys.size(), obstacles.size()); ++i) {
    if (obstacles[i].empty()) continue;
    console.info(fmt::format("cannot {} key \"{}\": {}", verb, keys[i], obstacles[i]));
    ++refused;
  }
  if (refused > 0 && refused == keys.size()) throw AlreadyReported();
}

} // namespace periapt::cli
