// Enumerations are stored as their enumerators' names, which foreign keys hold to the lookup tables.
#pragma once

#include "core/error.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <string_view>

namespace periapt::store {

template <class Enum>
std::string_view text_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

/// Throws Error(internal): a name the lookup table has and the code has not.
template <class Enum>
Enum enum_of(const std::string& text) {
  Enum value{};
  if (!boost::describe::enum_from_string(text.c_str(), value))
    throw make_error(ErrorKind::internal, "cannot read the database: unknown word \"{}\"", text);
  return value;
}

} // namespace periapt::store
