#include "adapters/tool_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace periapt::adapters {

std::unique_ptr<Adapter> make_adapter(std::string_view tool) {
  using Make = std::unique_ptr<Adapter> (*)();
  static constexpr std::array<std::pair<std::string_view, Make>, 5> table{{
      {"ansible", make_ansible},
      {"bash", make_bash},
      {"cfengine", make_cfengine},
      {"chef", make_chef},
      {"puppet", make_puppet},
  }};
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == tool; });
  return found == table.end() ? nullptr : found->second();
}

} // namespace periapt::adapters
