#include "cli/formatters/record.h"

namespace periapt::cli {

namespace {
struct IsEmpty {
  bool operator()(std::monostate) const { return true; }
  bool operator()(bool value) const { return !value; }
  bool operator()(std::int64_t value) const { return value == 0; }
  bool operator()(double value) const { return value == 0; }
  template <class Container>
  bool operator()(const Container& value) const {
    return value.empty();
  }
};
} // namespace

bool Record::is_empty(const Value& value) { return std::visit(IsEmpty{}, value.data); }

} // namespace periapt::cli
