#include "cli/setting_changes.h"

#include "cli/model_settings.h"

#include <fmt/format.h>

namespace periapt::cli {

Settings setting_changes(Session& session, const ConfigWords& words, Settings (*in_file)(std::string_view yaml),
                         std::string_view which) {
  const auto& folder = session.surroundings.working_directory;
  Settings changes;
  if (const auto file = session.arguments.text("file"); !file.empty())
    changes = in_file(read_settings_file(file, folder, session.console.in));
  for (const auto& [key, text] : words.set) changes[key] = setting_value(key, text, folder);
  std::erase_if(changes, [&](const auto& change) {
    const auto reason = read_only_reason(change.first);
    if (reason && !session.arguments.flag("ignore-read-only-fields")) throw Error(ErrorKind::invalid, *reason);
    return reason.has_value();
  });
  for (const auto& [key, text] : changes)
    if (!is_known_model_setting(key))
      session.console.warning(
          fmt::format("key \"{}\" is not defined in the {} model configuration: possible misspelling", key, which));
  return changes;
}

} // namespace periapt::cli
