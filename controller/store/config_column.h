// Configuration values in SQL: a word for the type and the value in it, a boolean as 0 or 1.
#pragma once

#include "charm/config_schema.h"
#include "database/connection.h"

#include <string>
#include <variant>

namespace periapt::store {

inline void bind_value(database::Statement& statement, int position, const ConfigValue& value) {
  std::visit([&](const auto& concrete) { statement.bind(position, concrete); }, value);
}

inline ConfigValue value_from(const database::Statement& row, const std::string& type, int column) {
  switch (charm::parse_option_type(type).value_or(charm::OptionType::string)) {
  case charm::OptionType::boolean: return row.boolean(column);
  case charm::OptionType::integer: return row.int64(column);
  case charm::OptionType::real: return row.real(column);
  case charm::OptionType::string:
  case charm::OptionType::secret: break;
  }
  return row.text(column);
}

} // namespace periapt::store
