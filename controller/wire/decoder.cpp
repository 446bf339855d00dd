#include "wire/codec_templates.h"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/serialize.hpp>

namespace periapt::wire {
namespace {

constexpr std::size_t max_depth = 64; // our deepest message has 6 levels; an action's parameters may have more

Error wrong_type(const Place& place, std::string_view expected) {
  return make_error(ErrorKind::invalid, "{}: expected {}", spell(place), expected);
}

} // namespace

boost::json::value parse_json(std::string_view text, boost::json::storage_ptr storage) {
  boost::json::parse_options options;
  options.max_depth = max_depth;
  boost::system::error_code error;
  auto json = boost::json::parse(text, error, std::move(storage), options);
  if (error) throw make_error(ErrorKind::invalid, "invalid JSON: {}", error.message());
  return json;
}

void Decoder::read(const boost::json::value& json, std::string& text, const Place& place) const {
  if (!json.is_string()) throw wrong_type(place, "a text");
  text = json.get_string(); // UTF-8: the parser refuses anything else
}

void Decoder::read(const boost::json::value& json, bool& value, const Place& place) const {
  if (!json.is_bool()) throw wrong_type(place, "true or false");
  value = json.get_bool();
}

void Decoder::read(const boost::json::value& json, int& value, const Place& place) const {
  std::int64_t wide = 0;
  read(json, wide, place);
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
    throw wrong_type(place, "a smaller number");
  value = static_cast<int>(wide);
}

void Decoder::read(const boost::json::value& json, std::int64_t& value, const Place& place) const {
  if (!json.is_int64()) throw wrong_type(place, "a whole number");
  value = json.get_int64();
}

void Decoder::read(const boost::json::value& json, double& value, const Place& place) const {
  if (!json.is_number()) throw wrong_type(place, "a number");
  value = json.to_number<double>();
}

void Decoder::read(const boost::json::value& json, ConfigValue& value, const Place& place) const {
  const auto held_as = [&]<class T>(T held) {
    read(json, held, place);
    value = std::move(held);
  };
  switch (json.kind()) {
    case boost::json::kind::bool_: return held_as(bool());
    case boost::json::kind::int64: return held_as(std::int64_t());
    case boost::json::kind::double_: return held_as(double());
    case boost::json::kind::string: return held_as(std::string());
    default: throw wrong_type(place, "a text, a number, true or false");
  }
}

void Decoder::read(const boost::json::value& json, JsonText& value, const Place&) const {
  value.text = boost::json::serialize(json);
}

const boost::json::array& Decoder::as_array(const boost::json::value& json, const Place& place) {
  if (!json.is_array()) throw wrong_type(place, "a list");
  return json.get_array();
}

const boost::json::object& Decoder::as_object(const boost::json::value& json, const Place& place) {
  if (!json.is_object()) throw wrong_type(place, "an object");
  return json.get_object();
}

} // namespace periapt::wire
