#include "cli/config_words.h"

#include "cli/outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

/// What the command line asks for, in the contract's words, in the order they are named.
std::vector<std::string> actions_of(const ConfigWords& words, const Arguments& arguments) {
  std::vector<std::string> actions;
  if (arguments.given("file")) actions.emplace_back("use --file");
  if (!words.reset.empty()) actions.emplace_back("reset keys");
  if (words.key) actions.emplace_back("get value");
  if (!words.set.empty()) actions.emplace_back("set key=value pairs");
  return actions;
}

void check(const ConfigWords& words, const Arguments& arguments) {
  const auto actions = actions_of(words, arguments);
  if (words.key && actions.size() > 1) {
    std::string all;
    for (std::size_t i = 0; i < actions.size(); ++i)
      all += (i == 0 ? "" : i + 1 == actions.size() ? " and " : ", ") + actions[i];
    throw UsageError("cannot " + all + " simultaneously");
  }
  for (const auto& key : words.reset)
    if (words.set.contains(key)) throw UsageError(fmt::format("cannot set and reset key \"{}\" simultaneously", key));
}

} // namespace

bool ConfigWords::changes_something(const Arguments& arguments) const {
  return !set.empty() || !reset.empty() || arguments.given("file");
}

ConfigWords parse_config_words(const Arguments& arguments, std::span<const std::string> words) {
  ConfigWords result;
  result.reset = arguments.list("reset");
  for (const auto& word : words) {
    if (auto setting = split_setting(word)) {
      if (!result.set.emplace(*setting).second)
        throw UsageError(fmt::format("key \"{}\" specified more than once", setting->first));
    } else {
      if (result.key) throw UsageError("cannot specify multiple keys to get");
      result.key = word;
    }
  }
  check(result, arguments);
  return result;
}

} // namespace periapt::cli
