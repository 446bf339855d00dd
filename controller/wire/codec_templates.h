// Definitions behind codec.h: costly to include, so a room includes it in one .cpp file and instantiates
// its messages there: PERIAPT_WIRE_INSTANTIATE(periapt::agent::LocalState)
#pragma once

#include "core/error.h"
#include "core/json_text.h"
#include "core/text.h"
#include "wire/codec.h"
#include "wire/described.h"
#include "wire/json_writer.h"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

#include <limits>

namespace periapt::wire {

// --- writing ----------------------------------------------------------------------------------
class Encoder {
public:
  std::string out;

  void write(const std::string& text, const Place& place) {
    if (!is_utf8(text)) throw make_error(ErrorKind::invalid, "{}: not UTF-8", spell(place));
    append_json_string(out, text);
  }
  void write(bool value, const Place&) { out += value ? "true" : "false"; }
  void write(int value, const Place&) { out += std::to_string(value); }
  void write(std::int64_t value, const Place&) { out += std::to_string(value); }
  void write(double value, const Place&) { out += json_number(value); }
  void write(const ConfigValue& value, const Place& place) {
    std::visit([&](const auto& held) { write(held, place); }, value);
  }
  void write(const JsonText& value, const Place&) { out += value.text; }
  template <class Tag>
  void write(Id<Tag> id, const Place&) {
    out += std::to_string(id.value);
  }

  template <class E>
    requires std::is_enum_v<E>
  void write(E value, const Place&) {
    const char* name = "";
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      if (enumerator.value == value) name = enumerator.name;
    });
    append_json_string(out, wire_name(name));
  }

  /// Only as a map's value: an absent member is not written at all.
  template <class T>
  void write(const std::optional<T>& value, const Place& place) {
    if (value) write(*value, place);
    else out += "null";
  }

  template <class T>
  void write(const std::vector<T>& list, const Place& place) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ',';
      write(list[i], Place{&place, {}, i});
    }
    out += ']';
  }

  template <class T>
  void write(const std::map<std::string, T>& map, const Place& place) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : map) {
      if (!is_utf8(key)) throw make_error(ErrorKind::invalid, "{}: a key is not UTF-8", spell(place));
      begin_field(key, first);
      write(value, Place{&place, key});
    }
    out += '}';
  }

  template <class T>
    requires is_described_struct<T>
  void write(const T& object, const Place& place) {
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      const auto& value = object.*member.pointer;
      if constexpr (is_optional<std::remove_cvref_t<decltype(value)>>) {
        if (!value) return;
      }
      static const auto name = wire_name(member.name); // one for each member
      begin_field(name, first);
      write(value, Place{&place, name});
    });
    out += '}';
  }

private:
  void begin_field(std::string_view name, bool& first) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, name);
    out += ':';
  }
};

// --- reading ----------------------------------------------------------------------------------
/// Parses; throws Error(invalid) `invalid JSON: …`. Depth is limited; size is, before, by who received it.
boost::json::value parse_json(std::string_view text, boost::json::storage_ptr storage);

class Decoder {
public:
  explicit Decoder(Strict strict) : strict_(strict) {}

  void read(const boost::json::value& json, std::string& text, const Place& place) const;
  void read(const boost::json::value& json, bool& value, const Place& place) const;
  void read(const boost::json::value& json, int& value, const Place& place) const;
  void read(const boost::json::value& json, std::int64_t& value, const Place& place) const;
  void read(const boost::json::value& json, double& value, const Place& place) const;
  void read(const boost::json::value& json, ConfigValue& value, const Place& place) const;
  void read(const boost::json::value& json, JsonText& value, const Place& place) const;

  template <class Tag>
  void read(const boost::json::value& json, Id<Tag>& id, const Place& place) const {
    read(json, id.value, place);
  }

  template <class E>
    requires std::is_enum_v<E>
  void read(const boost::json::value& json, E& value, const Place& place) const {
    std::string text;
    read(json, text, place);
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      if (wire_name(enumerator.name) != text) return;
      value = enumerator.value;
      found = true;
    });
    if (!found) throw make_error(ErrorKind::invalid, "{}: unknown value \"{}\"", spell(place), text);
  }

  template <class T>
  void read(const boost::json::value& json, std::optional<T>& value, const Place& place) const {
    if (json.is_null()) value.reset();
    else read(json, value.emplace(), place);
  }

  template <class T>
  void read(const boost::json::value& json, std::vector<T>& list, const Place& place) const {
    const auto& array = as_array(json, place);
    list.resize(array.size());
    for (std::size_t i = 0; i < array.size(); ++i) read(array[i], list[i], Place{&place, {}, i});
  }

  template <class T>
  void read(const boost::json::value& json, std::map<std::string, T>& map, const Place& place) const {
    for (const auto& [key, value] : as_object(json, place)) read(value, map[std::string(key)], Place{&place, key});
  }

  template <class T>
    requires is_described_struct<T>
  void read(const boost::json::value& json, T& object, const Place& place) const {
    const auto& fields = as_object(json, place);
    std::size_t known = 0;
    auto next = fields.begin(); // an encoder writes members in their order: the next field is mostly the one
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      auto& value = object.*member.pointer;
      static const auto name = wire_name(member.name); // one for each member
      const Place here{&place, name};
      const bool is_next = next != fields.end() && next->key() == name;
      const auto* field = is_next ? &next->value() : fields.if_contains(name);
      if (is_next) ++next;
      if (field) {
        ++known;
        read(*field, value, here);
      } else if (is_required<std::remove_cvref_t<decltype(value)>>) {
        throw make_error(ErrorKind::invalid, "{}: required field is missing", spell(here));
      }
    });
    if (strict_ == Strict::yes && known < fields.size()) refuse_unknown<T>(fields, place);
  }

private:
  static const boost::json::array& as_array(const boost::json::value& json, const Place& place);
  static const boost::json::object& as_object(const boost::json::value& json, const Place& place);

  template <class T>
  static void refuse_unknown(const boost::json::object& fields, const Place& place) {
    for (const auto& [key, value] : fields) {
      bool known = false;
      boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) { known |= wire_name(member.name) == key; });
      if (!known) throw make_error(ErrorKind::invalid, "{}: unknown field", spell(Place{&place, key}));
    }
  }

  Strict strict_;
};

template <class T>
std::string encode(const T& message) {
  Encoder encoder;
  encoder.write(message, Place{});
  return std::move(encoder.out);
}

/// Runs `read` over the parsed text; the tree lives in a monotonic buffer and dies with the call.
template <class T>
T decode(std::string_view text, Strict strict) {
  boost::json::monotonic_resource memory;
  const auto json = parse_json(text, &memory);
  T message;
  Decoder(strict).read(json, message, Place{});
  return message;
}

} // namespace periapt::wire

#define PERIAPT_WIRE_INSTANTIATE(Message)                                                                            \
  template std::string periapt::wire::encode<Message>(const Message&);                                               \
  template Message periapt::wire::decode<Message>(std::string_view, periapt::wire::Strict);
