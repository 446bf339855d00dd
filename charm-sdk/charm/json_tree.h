// Our values as Boost.JSON's, for the room's own use: the schema validator works on those.
#pragma once

#include "charm/yaml_value.h"

#include <boost/json/value.hpp>

#include <cmath>

namespace periapt::charm {

boost::json::value to_json(const YamlValue& value);
YamlValue from_json(const boost::json::value& json);

/// A whole number is a whole number however it was written: 5.0 is an `integer` to a schema.
struct JsonMaker {
  boost::json::value operator()(std::monostate) const { return nullptr; }
  boost::json::value operator()(bool value) const { return value; }
  boost::json::value operator()(std::int64_t value) const { return value; }
  boost::json::value operator()(double value) const {
    constexpr double exact = 9007199254740992.0; // 2^53
    if (std::abs(value) < exact && std::trunc(value) == value) return static_cast<std::int64_t>(value);
    return value;
  }
  boost::json::value operator()(const std::string& value) const { return boost::json::string(value); }
  boost::json::value operator()(const YamlList& list) const {
    boost::json::array array;
    for (const auto& item : list) array.push_back(to_json(item));
    return array;
  }
  boost::json::value operator()(const YamlMap& map) const {
    boost::json::object object;
    for (const auto& [key, item] : map) object.insert_or_assign(key, to_json(item));
    return object;
  }
};

} // namespace periapt::charm
