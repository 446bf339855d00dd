#include "wire/schema.h"

#include "wire/described.h"
#include "wire/json_writer.h"
#include "wire/message_list.h"

#include <boost/core/demangle.hpp>

#include <set>
#include <vector>

namespace periapt::wire {
namespace {

/// A struct's name without its namespaces.
template <class T>
std::string type_name() {
  const auto full = boost::core::demangle(typeid(T).name());
  return full.substr(full.rfind(':') + 1);
}

struct Field {
  std::string_view name;
  std::string type; // a schema in YAML's flow style
  bool required = false;
};

/// What no template needs is outside of them: there are a thousand members.
std::string schema_of(const std::string& type, const std::vector<Field>& fields) {
  std::string required;
  std::string properties;
  for (const auto& field : fields) {
    const auto name = wire_name(field.name);
    if (field.required) required += (required.empty() ? "" : ", ") + name;
    properties += "        " + name + ": " + field.type + "\n";
  }
  auto text = "    " + type + ":\n      type: object\n      additionalProperties: false\n";
  if (!required.empty()) text += "      required: [" + required + "]\n";
  if (!properties.empty()) text += "      properties:\n" + properties;
  return text;
}

std::string enclosed(const char* before, const std::string& inside, const char* after) { return before + inside + after; }

std::string enumeration(const std::vector<std::string_view>& names) {
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + wire_name(name);
  return enclosed("{type: string, enum: [", list, "]}");
}

/// Collects schemas, each struct once, in the order in which they are met.
class Schemas {
public:
  std::string yaml;

  template <class T>
  void add() {
    if (!known_.insert(type_name<T>()).second) return;
    std::vector<Field> fields;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
      fields.push_back({member.name, type_of<Member>(), is_required<Member>});
    });
    yaml += schema_of(type_name<T>(), fields);
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      add_inside<std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>>();
    });
  }

private:
  template <class T>
  void add_inside() {
    if constexpr (is_optional<T> || is_vector<T>) add_inside<typename T::value_type>();
    else if constexpr (is_string_map<T>) add_inside<typename T::mapped_type>();
    else if constexpr (is_described_struct<T>) add<T>();
  }

  /// In YAML's flow style.
  template <class T>
  static std::string type_of() {
    if constexpr (std::is_same_v<T, std::string>) return "{type: string}";
    else if constexpr (std::is_same_v<T, bool>) return "{type: boolean}";
    else if constexpr (std::is_same_v<T, double>) return "{type: number}";
    else if constexpr (std::is_same_v<T, JsonText>) return "{}";
    else if constexpr (std::is_same_v<T, ConfigValue>) return "{oneOf: [{type: boolean}, {type: number}, {type: string}]}";
    else if constexpr (std::is_integral_v<T> || is_id<T>) return "{type: integer}";
    else if constexpr (std::is_enum_v<T>) return enumeration(names_of<T>());
    else if constexpr (is_optional<T>) return type_of<typename T::value_type>();
    else if constexpr (is_vector<T>) return enclosed("{type: array, items: ", type_of<typename T::value_type>(), "}");
    else if constexpr (is_string_map<T>) return enclosed("{type: object, additionalProperties: ", value_of<typename T::mapped_type>(), "}");
    else return enclosed("{$ref: '#/components/schemas/", type_name<T>(), "'}");
  }

  /// A map's value: an optional one may be null.
  template <class T>
  static std::string value_of() {
    if constexpr (is_optional<T>) return enclosed("{oneOf: [", type_of<T>(), ", {type: 'null'}]}");
    else return type_of<T>();
  }

  template <class E>
  static std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto one) { names.push_back(one.name); });
    return names;
  }

  std::set<std::string> known_;
};

} // namespace

template <class T>
std::string_view message_name() {
  static const std::string name = type_name<T>();
  return name;
}

std::string schemas_yaml() {
  Schemas schemas;
#define ADD_SCHEMA(Message) schemas.add<Message>();
  PERIAPT_ADMIN_MESSAGES(ADD_SCHEMA)
  PERIAPT_AGENT_MESSAGES(ADD_SCHEMA)
#undef ADD_SCHEMA
  return schemas.yaml;
}

} // namespace periapt::wire

namespace periapt {
#define INSTANTIATE_NAME(Message) template std::string_view wire::message_name<Message>();
PERIAPT_ADMIN_MESSAGES(INSTANTIATE_NAME)
PERIAPT_AGENT_MESSAGES(INSTANTIATE_NAME)
#undef INSTANTIATE_NAME
} // namespace periapt
