// How JSON text becomes an object: the parser's events go straight to what reads the open value, so that a large message
// is never a tree as well. Each type has one Reading, without state; it is told where the value goes.
// Threads: any.
#pragma once

#include "core/config_value.h"
#include "core/json_text.h"
#include "wire/codec.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::wire {

class Reading;

/// Who reads a value, and where it goes.
struct Slot {
  const Reading* reading = nullptr; // nullptr: nobody knows the field
  void* target = nullptr;
};

/// An object or a list whose end has not come yet.
struct OpenValue {
  Slot slot;
  bool is_list = false;
  std::size_t count = 0;     // its fields or elements so far, with the one that is being read
  std::string_view key = {}; // of the field that is being read
  std::size_t next = 0;      // of a struct: the member that most likely comes now
  std::uint64_t seen = 0;    // of a struct: which members came, a bit each
};

/// The open values, the innermost last.
struct Nesting {
  Strict strict = Strict::no;
  std::vector<OpenValue> open;

  std::string spell() const; // $.units[2].name
};

/// Refuses what a subclass does not take: Error(invalid) `$.units[2].name: expected a text`.
class Reading {
public:
  virtual ~Reading() = default;

  virtual void text(void* target, std::string_view value, const Nesting& at) const;
  virtual void boolean(void* target, bool value, const Nesting& at) const;
  virtual void whole(void* target, std::int64_t value, const Nesting& at) const;
  virtual void large(void* target, std::uint64_t value, const Nesting& at) const; // beyond an int64
  virtual void real(void* target, double value, const Nesting& at) const;
  virtual void null(void* target, const Nesting& at) const;

  /// An object or a list begins: who reads what is in it.
  virtual Slot object(void* target, const Nesting& at) const;
  virtual Slot list(void* target, const Nesting& at) const;
  virtual Slot field(OpenValue& object, std::string_view key, const Nesting& at) const;
  virtual Slot element(OpenValue& list) const;
  virtual void end(OpenValue& value, const Nesting& at) const;

protected:
  explicit Reading(const char* expected) : expected_(expected) {}
  [[noreturn]] void refuse(const Nesting& at, const char* expected) const;

private:
  const char* expected_; // "a text"
};

const Reading& text_reading();
const Reading& boolean_reading();
const Reading& int_reading();
const Reading& int64_reading();
const Reading& double_reading();
const Reading& config_value_reading();
const Reading& json_text_reading();

/// An object with the members that a struct has.
class StructReading : public Reading {
public:
  struct Member {
    std::string name;
    const Reading& (*reading)();
    void* (*place)(void* object);
    bool required;
  };
  static constexpr std::size_t most_members = 64; // bits of OpenValue::seen

  explicit StructReading(std::vector<Member> members);

  Slot object(void* target, const Nesting&) const override { return {this, target}; }
  Slot field(OpenValue& object, std::string_view key, const Nesting& at) const override;
  void end(OpenValue& value, const Nesting& at) const override;

private:
  const std::vector<Member> members_;
  std::uint64_t required_ = 0; // bits as in OpenValue::seen
};

[[noreturn]] void refuse_twice(const Nesting& at);
[[noreturn]] void refuse_word(const Nesting& at, std::string_view word);

/// Reads a text into `slot` as it comes, in parts of any size. Throws Error(invalid): `invalid JSON: …`, or what the readings
/// refuse; it is of no use afterwards. Depth is limited; size is by who receives it.
class JsonReader {
public:
  JsonReader(Slot slot, Strict strict);
  ~JsonReader();

  void add(std::string_view part);
  void finish();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace periapt::wire
