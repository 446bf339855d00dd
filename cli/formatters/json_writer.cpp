#include "cli/formatters/json_writer.h"

#include "charm/json_value.h"

namespace periapt::cli {

std::string write_json(const Value& value) { return charm::write_json(value); }

} // namespace periapt::cli
