// Definitions behind codec.h: costly to include, so a room includes it in one .cpp file and instantiates
// its messages there: PERIAPT_WIRE_INSTANTIATE(periapt::agent::LocalState)
#pragma once

#include "core/error.h"
#include "core/json_text.h"
#include "core/text_builder.h"
#include "wire/codec.h"
#include "wire/described.h"
#include "wire/json_writer.h"
#include "wire/reading.h"
#include "wire/unfinished.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace periapt::wire {

// --- writing ----------------------------------------------------------------------------------
inline constexpr std::size_t part_bytes = 64 * 1024;

/// Unfinished::make_rest_of, of a message that is being written.
using MakeRest = std::function<void(const void* list, const GiveAny& give)>;

/// The wire name of a member or an enumerator, in quotes: "leader-term".
template <class Described>
inline constexpr auto quoted_name = [] {
  constexpr std::string_view name = Described::name;
  std::array<char, name.size() + 2> text{};
  text.front() = text.back() = '"';
  std::replace_copy(name.begin(), name.end(), text.begin() + 1, '_', '-');
  return text;
}();
template <class Described>
inline constexpr std::string_view plain_name{quoted_name<Described>.data() + 1, quoted_name<Described>.size() - 2};

class Encoder {
public:
  Encoder() = default;
  /// Sends what is written once it is a part's length.
  Encoder(SendPart send, MakeRest make_rest) : send_(std::move(send)), make_rest_(std::move(make_rest)) {}

  void write(const std::string& text, const Place& place) {
    if (!out_.add_json_string(text)) throw make_error(ErrorKind::invalid, "{}: not UTF-8", spell(place));
  }
  void write(bool value, const Place&) { out_.add(value ? "true" : "false"); }
  void write(std::int64_t value, const Place&) {
    const fmt::format_int digits(value);
    out_.add(std::string_view(digits.data(), digits.size()));
  }
  void write(int value, const Place& place) { write(std::int64_t{value}, place); }
  void write(double value, const Place&) { out_.add(json_number(value)); }
  void write(const ConfigValue& value, const Place& place) {
    std::visit([&](const auto& held) { write(held, place); }, value);
  }
  void write(const JsonText& value, const Place&) { out_.add(value.text); }
  template <class Tag>
  void write(Id<Tag> id, const Place& place) {
    write(id.value, place);
  }

  template <class E>
    requires std::is_enum_v<E>
  void write(E value, const Place&) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      if (enumerator.value == value) out_.add(quoted_name<decltype(enumerator)>);
    });
  }

  /// Only as a map's value: an absent member is not written at all.
  template <class T>
  void write(const std::optional<T>& value, const Place& place) {
    if (value) write(*value, place);
    else out_.add("null");
  }

  template <class T>
  void write(const std::vector<T>& list, const Place& place) {
    out_.add('[');
    std::size_t count = 0;
    const auto add = [&](const T& element) {
      if (count > 0) out_.add(',');
      write(element, Place{&place, {}, count++});
      if (send_ && out_.size() >= part_bytes) send_part();
    };
    for (const auto& element : list) add(element);
    if (make_rest_) make_rest_(&list, [&](const void* element) { add(*static_cast<const T*>(element)); });
    out_.add(']');
  }

  template <class T>
  void write(const std::map<std::string, T>& map, const Place& place) {
    out_.add('{');
    bool first = true;
    for (const auto& [key, value] : map) {
      if (!std::exchange(first, false)) out_.add(',');
      if (!out_.add_json_string(key)) throw make_error(ErrorKind::invalid, "{}: a key is not UTF-8", spell(place));
      out_.add(':');
      write(value, Place{&place, key});
    }
    out_.add('}');
  }

  template <class T>
    requires is_described_struct<T>
  void write(const T& object, const Place& place) {
    out_.add('{');
    bool first = true;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      const auto& value = object.*member.pointer;
      if constexpr (is_optional<std::remove_cvref_t<decltype(value)>>) {
        if (!value) return;
      }
      if (!std::exchange(first, false)) out_.add(',');
      out_.add(quoted_name<decltype(member)>);
      out_.add(':');
      write(value, Place{&place, plain_name<decltype(member)>});
    });
    out_.add('}');
  }

  std::string take() { return out_.take(); }

private:
  void send_part() {
    TextBuilder next(out_.capacity());
    send_(std::exchange(out_, std::move(next)).take());
  }

  TextBuilder out_;
  SendPart send_;
  MakeRest make_rest_;
};

// --- reading ----------------------------------------------------------------------------------
template <class T>
const Reading& reading_of();

template <class T>
class VectorReading final : public Reading {
public:
  VectorReading() : Reading("a list") {}
  Slot list(void* target, const Nesting&) const override { return {this, target}; }
  Slot element(OpenValue& list) const override {
    auto& elements = *static_cast<std::vector<T>*>(list.slot.target);
    if (elements.capacity() == 0) elements.reserve(2); // the ends of a relation
    return {&reading_of<T>(), &elements.emplace_back()};
  }
};

template <class T>
class MapReading final : public Reading {
public:
  MapReading() : Reading("an object") {}
  Slot object(void* target, const Nesting&) const override { return {this, target}; }
  Slot field(OpenValue& object, std::string_view key, const Nesting& at) const override {
    const auto [entry, is_new] = static_cast<std::map<std::string, T>*>(object.slot.target)->try_emplace(std::string(key));
    object.key = entry->first;
    if (!is_new) refuse_twice(at);
    return {&reading_of<T>(), &entry->second};
  }
};

/// Null is an absent one.
template <class T>
class OptionalReading final : public Reading {
public:
  OptionalReading() : Reading("") {}
  void text(void* target, std::string_view value, const Nesting& at) const override { inner().text(held(target), value, at); }
  void boolean(void* target, bool value, const Nesting& at) const override { inner().boolean(held(target), value, at); }
  void whole(void* target, std::int64_t value, const Nesting& at) const override { inner().whole(held(target), value, at); }
  void large(void* target, std::uint64_t value, const Nesting& at) const override { inner().large(held(target), value, at); }
  void real(void* target, double value, const Nesting& at) const override { inner().real(held(target), value, at); }
  void null(void* target, const Nesting&) const override { static_cast<std::optional<T>*>(target)->reset(); }
  Slot object(void* target, const Nesting& at) const override { return inner().object(held(target), at); }
  Slot list(void* target, const Nesting& at) const override { return inner().list(held(target), at); }

private:
  static const Reading& inner() { return reading_of<T>(); }
  static T* held(void* target) { return &static_cast<std::optional<T>*>(target)->emplace(); }
};

template <class E>
class EnumReading final : public Reading {
public:
  EnumReading() : Reading("a text") {}
  void text(void* target, std::string_view value, const Nesting& at) const override {
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      static const auto name = wire_name(enumerator.name); // one for each enumerator
      if (name != value) return;
      *static_cast<E*>(target) = enumerator.value;
      found = true;
    });
    if (!found) refuse_word(at, value);
  }
};

template <class T>
std::vector<StructReading::Member> members_of() {
  static_assert(boost::mp11::mp_size<MembersOf<T>>::value <= StructReading::most_members);
  std::vector<StructReading::Member> members;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    using Held = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
    members.push_back({.name = wire_name(member.name),
                       .reading = reading_of<Held>,
                       .place = [](void* object) -> void* { return &(static_cast<T*>(object)->*decltype(member)::pointer); },
                       .required = is_required<Held>});
  });
  return members;
}

template <class T>
const Reading& reading_of() {
  if constexpr (std::is_same_v<T, std::string>) return text_reading();
  else if constexpr (std::is_same_v<T, bool>) return boolean_reading();
  else if constexpr (std::is_same_v<T, int>) return int_reading();
  else if constexpr (std::is_same_v<T, std::int64_t>) return int64_reading();
  else if constexpr (std::is_same_v<T, double>) return double_reading();
  else if constexpr (std::is_same_v<T, ConfigValue>) return config_value_reading();
  else if constexpr (std::is_same_v<T, JsonText>) return json_text_reading();
  else if constexpr (is_id<T>) {
    static_assert(sizeof(T) == sizeof(std::int64_t)); // nothing but its number
    return int64_reading();
  } else if constexpr (std::is_enum_v<T>) {
    static const EnumReading<T> reading;
    return reading;
  } else if constexpr (is_optional<T>) {
    static const OptionalReading<typename T::value_type> reading;
    return reading;
  } else if constexpr (is_vector<T>) {
    static const VectorReading<typename T::value_type> reading;
    return reading;
  } else if constexpr (is_string_map<T>) {
    static const MapReading<typename T::mapped_type> reading;
    return reading;
  } else {
    static_assert(is_described_struct<T>);
    static const StructReading reading(members_of<T>());
    return reading;
  }
}

template <class T>
std::string encode(const T& message) {
  Encoder encoder;
  encoder.write(message, Place{});
  return encoder.take();
}

template <class T>
std::string encode(const Unfinished<T>& message, const SendPart& send) {
  Encoder encoder(send, [&message](const void* list, const GiveAny& give) { message.make_rest_of(list, give); });
  encoder.write(message.known(), Place{});
  return encoder.take();
}

template <class T>
Decoding<T>::Decoding(Strict strict)
    : reader_(std::make_unique<JsonReader>(Slot{&reading_of<T>(), &message_}, strict)) {}

template <class T>
Decoding<T>::~Decoding() = default;

template <class T>
void Decoding<T>::add(std::string_view part) {
  reader_->add(part);
}

template <class T>
T Decoding<T>::finish() {
  reader_->finish();
  return std::move(message_);
}

template <class T>
T decode(std::string_view text, Strict strict) {
  Decoding<T> decoding(strict);
  decoding.add(text);
  return decoding.finish();
}

} // namespace periapt::wire

#define PERIAPT_WIRE_INSTANTIATE(Message)                                                                            \
  template std::string periapt::wire::encode<Message>(const Message&);                                               \
  template Message periapt::wire::decode<Message>(std::string_view, periapt::wire::Strict);                          \
  template class periapt::wire::Decoding<Message>;
