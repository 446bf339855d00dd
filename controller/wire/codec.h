// JSON text of every message, both ways: one mapping, driven by Boost.Describe. snake_case members are
// kebab-case fields, an absent std::optional is an absent field, a map is an object, an Id a number, an
// enumeration its name with dashes, a ConfigValue a JSON scalar whose kind survives (1.0 stays a float).
// This header only declares; messages.h, entities, commits and reports are instantiated in this room.
// For described structs of your own, include wire/codec_templates.h in one .cpp file.
// Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace periapt::wire {

/// Requests are strict: an unknown field is refused. Answers are not: an older program ignores new fields.
enum class Strict { no, yes };

/// Throws Error(invalid) naming the place, e.g. `$.units[2].name: not UTF-8`, when a text is not UTF-8.
template <class T>
std::string encode(const T& message);

/// Members that are texts, ids or structs are required; others keep their default when absent.
/// Throws Error(invalid): `invalid JSON: …`, or the place: `$.units[2].name: required field is missing`.
template <class T>
T decode(std::string_view text, Strict strict = Strict::no);

class JsonReader;

/// A message that is read while its text comes, in parts of any size.
template <class T>
class Decoding {
public:
  explicit Decoding(Strict strict = Strict::no);
  ~Decoding();
  Decoding(const Decoding&) = delete;
  Decoding& operator=(const Decoding&) = delete;

  void add(std::string_view part); // throws as decode()
  /// The message, once its text is whole. Throws as decode().
  T finish();

private:
  T message_;
  std::unique_ptr<JsonReader> reader_; // writes into message_
};

} // namespace periapt::wire
