#include "cli/storage_words.h"

#include "cli/outcome.h"
#include "cli/settings_text.h"
#include "core/error.h"
#include "core/storage_name.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void insert_once(std::map<std::string, std::string>& directives, const std::string& name, std::string text) {
  if (!is_valid_storage_name(name)) throw make_error(ErrorKind::invalid, "storage name \"{}\" not valid", name);
  if (!directives.emplace(name, std::move(text)).second)
    throw make_error(ErrorKind::invalid, "storage \"{}\" specified more than once", name);
}

} // namespace

std::map<std::string, std::string> storage_directives(const std::vector<std::string>& words) {
  std::map<std::string, std::string> directives;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      throw make_error(ErrorKind::invalid, "expected \"name=constraints\" or \"name\", got \"{}\"", word);
    const auto name = word.substr(0, equals);
    parse_storage_directive(name, word.substr(equals + 1));
    insert_once(directives, name, word.substr(equals + 1));
  }
  return directives;
}

std::map<std::string, std::string> storage_additions(const std::vector<std::string>& words) {
  std::map<std::string, std::string> directives;
  for (const auto& word : words) {
    if (word.find('=') == std::string::npos) insert_once(directives, word, "");
    else
      for (const auto& [name, text] : storage_directives({word})) insert_once(directives, name, text);
  }
  return directives;
}

std::map<std::string, std::string> pool_attributes(const std::vector<std::string>& words) {
  std::map<std::string, std::string> attributes;
  for (const auto& word : words) {
    const auto setting = split_setting(word);
    if (!setting || setting->first.empty()) throw UsageError(fmt::format("expected \"key=value\", got \"{}\"", word));
    if (!attributes.insert(*setting).second)
      throw UsageError(fmt::format("key \"{}\" specified more than once", setting->first));
  }
  return attributes;
}

bool tell_results(Session& session, const wire::StorageResults& results, const StorageVerb& verb) {
  bool all_well = true;
  for (const auto& result : results.results)
    if (!result.error) session.console.info(fmt::format("{} {}{}", verb.going, result.id, verb.rest));
  for (const auto& result : results.results) {
    if (!result.error) continue;
    session.console.info(fmt::format("failed to {} {}{}: {}", verb.bare, result.id, verb.rest, *result.error));
    all_well = false;
  }
  return all_well;
}

} // namespace periapt::cli
