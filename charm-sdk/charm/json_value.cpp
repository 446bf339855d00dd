#include "charm/json_value.h"

#include "charm/json_tree.h"
#include "charm/yaml_writer.h"
#include "core/error.h"
#include "core/text.h"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>

namespace periapt::charm {
namespace {

class JsonWriter {
public:
  JsonWriter(std::string& out, BadText bad_text) : out_(out), bad_text_(bad_text) {}

  void operator()(std::monostate) { out_ += "null"; }
  void operator()(bool value) { out_ += value ? "true" : "false"; }
  void operator()(std::int64_t value) { out_ += std::to_string(value); }
  void operator()(double value) { out_ += json_number(value); }
  void operator()(std::string_view value) {
    if (append_json_string(out_, value)) return;
    if (bad_text_ == BadText::refuse) throw Error(ErrorKind::invalid, "a text is not UTF-8");
    (*this)(std::string_view(as_utf8(value)));
  }
  void operator()(const YamlList& items) {
    out_ += '[';
    for (bool first = true; const auto& item : items) {
      comma(first);
      std::visit(*this, item.data);
    }
    out_ += ']';
  }
  void operator()(const YamlMap& fields) {
    out_ += '{';
    for (bool first = true; const auto& [key, value] : fields) {
      comma(first);
      (*this)(std::string_view(key));
      out_ += ':';
      std::visit(*this, value.data);
    }
    out_ += '}';
  }

private:
  void comma(bool& first) {
    if (!first) out_ += ',';
    first = false;
  }

  std::string& out_;
  BadText bad_text_;
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

std::string write_json(const YamlValue& value, BadText bad_text) {
  std::string text;
  append_json(text, value, bad_text);
  return text;
}

void append_json(std::string& out, const YamlValue& value, BadText bad_text) { std::visit(JsonWriter(out, bad_text), value.data); }

} // namespace periapt::charm
