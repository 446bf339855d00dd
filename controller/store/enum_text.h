// Enumerations are stored as their enumerators' names, which foreign keys hold to the lookup tables.
#pragma once

#include "core/error.h"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <optional>
#include <string_view>

namespace periapt::store {

template <class Enum>
std::string_view text_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

/// Throws Error(internal): a name the lookup table has and the code has not.
template <class Enum>
Enum enum_of(std::string_view text) {
  std::optional<Enum> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
    if (enumerator.name == text) found = enumerator.value;
  });
  if (!found) throw make_error(ErrorKind::internal, "cannot read the database: unknown word \"{}\"", text);
  return *found;
}

} // namespace periapt::store
