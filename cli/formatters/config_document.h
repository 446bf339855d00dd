// An application's settings as data. Rule: contract/cli.md, 2.7.
#pragma once

#include "cli/formatters/record.h"
#include "wire/messages.h"

namespace periapt::cli {

Value value_of(const ConfigValue& value);
Value config_document(const wire::ApplicationConfig& config);

} // namespace periapt::cli
