// Why units are as they are, as documents and text: our own command, no contract's.
#pragma once

#include "cli/formatters/record.h"
#include "core/cause.h"

#include <string>

namespace periapt::cli {

/// Each cause holds those that explain it. `program`: what people call us by.
Value causes_document(const Explanations& explanations, const std::string& program);
std::string causes_text(const Explanations& explanations, const std::string& program, bool colour);

} // namespace periapt::cli
