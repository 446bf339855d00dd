#include "adapters/outcome_json.h"

#include "charm/json_value.h"
#include "core/bag.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace periapt::adapters {
namespace {

using charm::YamlList;
using charm::YamlMap;

constexpr std::size_t longest_text = 1024;

template <class Enum>
std::string word(Enum value) {
  std::string name = boost::describe::enum_to_string(value, "");
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

YamlMap promise_json(const PromiseOutcome& promise) {
  YamlMap map{{"id", promise.id}, {"at", promise.at}, {"outcome", word(promise.outcome)}, {"what", promise.what}};
  if (promise.was) map.emplace_back("was", *promise.was);
  if (promise.want) map.emplace_back("want", *promise.want);
  map.emplace_back("secret", promise.secret);
  map.emplace_back("reason", promise.reason);
  return map;
}

} // namespace

std::string bounded(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  auto end = std::min(text.size(), longest_text);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end; // within a character
  std::string result(text.substr(0, end));
  std::replace(result.begin(), result.end(), '\n', ' ');
  if (!is_utf8(result))
    std::replace_if(result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return result;
}

std::string outcome_json(const HandlerOutcome& outcome) {
  YamlList promises;
  for (const auto& promise : outcome.promises) promises.push_back(promise_json(promise));
  const auto& counts = outcome.counts;
  return charm::write_json(YamlMap{{"event", outcome.event},
                                   {"tool", outcome.tool},
                                   {"mode", outcome.mode},
                                   {"result", word(outcome.result)},
                                   {"exit", outcome.exit},
                                   {"seconds", outcome.seconds},
                                   {"counts",
                                    YamlMap{{"kept", counts.kept},
                                            {"changed", counts.changed},
                                            {"not-kept", counts.not_kept},
                                            {"skipped", counts.skipped}}},
                                   {"promises", std::move(promises)},
                                   {"reason", outcome.reason}});
}

} // namespace periapt::adapters
