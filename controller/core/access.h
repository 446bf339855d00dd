// What a user may do to a controller, a model, an offer or a cloud. Each list is in rising order: a level includes those
// before it. Rule: contract/cli.md 2.21.
#pragma once

#include "core/error.h"

#include <boost/describe/enum.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace periapt {

enum class ControllerAccess { none, login, add_model, superuser };
BOOST_DESCRIBE_ENUM(ControllerAccess, none, login, add_model, superuser)

enum class ModelAccess { none, read, write, admin };
BOOST_DESCRIBE_ENUM(ModelAccess, none, read, write, admin)

enum class OfferAccess { none, read, consume, admin };
BOOST_DESCRIBE_ENUM(OfferAccess, none, read, consume, admin)

enum class CloudAccess { none, add_model, admin };
BOOST_DESCRIBE_ENUM(CloudAccess, none, add_model, admin)

constexpr std::string_view target_of(ControllerAccess) { return "controller"; }
constexpr std::string_view target_of(ModelAccess) { return "model"; }
constexpr std::string_view target_of(OfferAccess) { return "offer"; }
constexpr std::string_view target_of(CloudAccess) { return "cloud"; }

/// "add-model"; no access is "".
template <class Level>
std::string access_word(Level level) {
  if (level == Level::none) return "";
  std::string word = boost::describe::enum_to_string(level, "");
  std::replace(word.begin(), word.end(), '_', '-');
  return word;
}

/// Throws Error(invalid) `"x" model access not valid`.
template <class Level>
Level parse_access(const std::string& word) {
  Level level{};
  auto name = word;
  std::replace(name.begin(), name.end(), '-', '_');
  if (!boost::describe::enum_from_string(name.c_str(), level) || access_word(level) != word || word.empty())
    throw make_error(ErrorKind::invalid, "\"{}\" {} access not valid", word, target_of(level));
  return level;
}

/// What is left of a level when one of them is taken away: the next lower one. Of a superuser's a plain login, as the
/// contract says.
template <class Level>
Level without(Level held, Level taken) {
  if (taken == Level::none || held < taken) return held;
  if constexpr (std::is_same_v<Level, ControllerAccess>)
    if (taken == ControllerAccess::superuser) return ControllerAccess::login;
  return static_cast<Level>(static_cast<int>(taken) - 1);
}

} // namespace periapt
