#include "core/error.h"
#include "wire/reading.h"

#include <boost/json/basic_parser_impl.hpp>

namespace periapt::wire {
namespace {

constexpr std::size_t max_depth = 64; // our deepest message has 6 levels; an action's parameters may have more

/// The parser's events, to who reads the value that is open.
class Events {
public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using ErrorCode = boost::system::error_code;
  using Text = boost::json::string_view;

  Events(Slot root, Strict strict) : next_(root) { at_.strict = strict; }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }

  bool on_object_begin(ErrorCode&) {
    open(&Reading::object, false);
    return true;
  }
  bool on_object_end(std::size_t, ErrorCode&) { return close(); }
  bool on_array_begin(ErrorCode&) {
    open(&Reading::list, true);
    return true;
  }
  bool on_array_end(std::size_t, ErrorCode&) { return close(); }

  bool on_key_part(Text part, std::size_t, ErrorCode&) { return add(part); }
  bool on_key(Text last, std::size_t size, ErrorCode&) {
    const auto key = whole_text(last, size);
    if (skipped_ == 0) {
      auto& object = at_.open.back();
      ++object.count;
      next_ = object.slot.reading->field(object, key, at_);
    }
    parts_.clear();
    return true;
  }

  bool on_string_part(Text part, std::size_t, ErrorCode&) { return add(part); }
  bool on_string(Text last, std::size_t size, ErrorCode&) {
    give(&Reading::text, whole_text(last, size));
    parts_.clear();
    return true;
  }

  bool on_number_part(Text, ErrorCode&) { return true; }
  bool on_int64(std::int64_t value, Text, ErrorCode&) { return give(&Reading::whole, value); }
  bool on_uint64(std::uint64_t value, Text, ErrorCode&) { return give(&Reading::large, value); }
  bool on_double(double value, Text, ErrorCode&) { return give(&Reading::real, value); }
  bool on_bool(bool value, ErrorCode&) { return give(&Reading::boolean, value); }
  bool on_null(ErrorCode&) {
    if (const auto slot = take(); slot.reading) slot.reading->null(slot.target, at_);
    return true;
  }
  bool on_comment_part(Text, ErrorCode&) { return true; }
  bool on_comment(Text, ErrorCode&) { return true; }

private:
  /// For the value that comes now.
  Slot take() {
    if (skipped_ > 0) return {};
    if (at_.open.empty() || !at_.open.back().is_list) return next_;
    auto& list = at_.open.back();
    ++list.count;
    return list.slot.reading->element(list);
  }

  template <class Value>
  bool give(void (Reading::*read)(void*, Value, const Nesting&) const, std::type_identity_t<Value> value) {
    if (const auto slot = take(); slot.reading) (slot.reading->*read)(slot.target, value, at_);
    return true;
  }

  void open(Slot (Reading::*begin)(void*, const Nesting&) const, bool is_list) {
    const auto slot = take();
    if (!slot.reading) ++skipped_;
    else at_.open.push_back({.slot = (slot.reading->*begin)(slot.target, at_), .is_list = is_list});
  }

  bool close() {
    if (skipped_ > 0) {
      --skipped_;
    } else {
      auto& value = at_.open.back();
      value.slot.reading->end(value, at_);
      at_.open.pop_back();
    }
    return true;
  }

  bool add(Text part) {
    parts_.append(part.data(), part.size());
    return true;
  }

  /// A text with escapes comes in parts.
  std::string_view whole_text(Text last, std::size_t size) {
    if (last.size() == size) return {last.data(), last.size()};
    add(last);
    return parts_;
  }

  Nesting at_;
  Slot next_;               // for the document, then for the field whose key came
  std::size_t skipped_ = 0; // how many objects and lists are open that nobody reads
  std::string parts_;
};

} // namespace

class JsonReader::Impl {
public:
  Impl(Slot slot, Strict strict) : parser_(options(), slot, strict) {}

  void write(bool more, std::string_view part) {
    boost::system::error_code error;
    const auto read = parser_.write_some(more, part.data(), part.size(), error);
    if (!error && read < part.size()) error = boost::json::error::extra_data;
    if (error) throw make_error(ErrorKind::invalid, "invalid JSON: {}", error.message());
  }

private:
  static boost::json::parse_options options() {
    boost::json::parse_options options;
    options.max_depth = max_depth;
    return options;
  }

  boost::json::basic_parser<Events> parser_;
};

JsonReader::JsonReader(Slot slot, Strict strict) : impl_(std::make_unique<Impl>(slot, strict)) {}
JsonReader::~JsonReader() = default;

void JsonReader::add(std::string_view part) { impl_->write(true, part); }
void JsonReader::finish() { impl_->write(false, {}); }

} // namespace periapt::wire
