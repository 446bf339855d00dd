#include "charm/json_value.h"

#include "charm/json_tree.h"
#include "charm/yaml_writer.h"
#include "core/bag.h"
#include "core/error.h"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/serialize.hpp>

namespace periapt::charm {
namespace {

class JsonWriter {
public:
  std::string text;

  void operator()(std::monostate) { text += "null"; }
  void operator()(bool value) { text += value ? "true" : "false"; }
  void operator()(std::int64_t value) { text += std::to_string(value); }
  void operator()(double value) { text += json_number(value); }
  void operator()(const std::string& value) {
    if (!is_utf8(value)) throw Error(ErrorKind::invalid, "a text is not UTF-8");
    text += boost::json::serialize(boost::json::string_view(value));
  }
  void operator()(const YamlList& items) {
    text += '[';
    for (bool first = true; const auto& item : items) {
      comma(first);
      std::visit(*this, item.data);
    }
    text += ']';
  }
  void operator()(const YamlMap& fields) {
    text += '{';
    for (bool first = true; const auto& [key, value] : fields) {
      comma(first);
      (*this)(key);
      text += ':';
      std::visit(*this, value.data);
    }
    text += '}';
  }

private:
  void comma(bool& first) {
    if (!first) text += ',';
    first = false;
  }
};

} // namespace

boost::json::value to_json(const YamlValue& value) { return std::visit(JsonMaker{}, value.data); }

YamlValue from_json(const boost::json::value& json) {
  switch (json.kind()) {
  case boost::json::kind::null: return {};
  case boost::json::kind::bool_: return json.get_bool();
  case boost::json::kind::int64: return json.get_int64();
  case boost::json::kind::uint64: return static_cast<double>(json.get_uint64());
  case boost::json::kind::double_: return json.get_double();
  case boost::json::kind::string: return std::string(json.get_string());
  case boost::json::kind::array: {
    YamlList list;
    for (const auto& item : json.get_array()) list.push_back(from_json(item));
    return list;
  }
  case boost::json::kind::object: {
    YamlMap map;
    for (const auto& [key, item] : json.get_object()) map.emplace_back(std::string(key), from_json(item));
    return map;
  }
  }
  return {};
}

YamlValue parse_json(std::string_view text) {
  boost::system::error_code error;
  boost::json::parse_options options;
  options.max_depth = 64; // as YAML's
  const auto json = boost::json::parse(boost::json::string_view(text.data(), text.size()), error, {}, options);
  if (error) throw make_error(ErrorKind::invalid, "invalid JSON: {}", error.message());
  return from_json(json);
}

std::string write_json(const YamlValue& value) {
  JsonWriter writer;
  std::visit(writer, value.data);
  return std::move(writer.text);
}

} // namespace periapt::charm
