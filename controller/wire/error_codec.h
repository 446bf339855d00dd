// The one table of how a failure travels: ErrorKind <-> the text in ErrorBody <-> the HTTP status.
#pragma once

#include "core/error.h"

#include <optional>
#include <string_view>

namespace periapt::wire {

std::string_view name_of(ErrorKind kind); // "not-found", …
std::optional<ErrorKind> parse_error_kind(std::string_view name);
int http_status(ErrorKind kind);

/// The error behind an answer that is not 2xx; `body` should be an ErrorBody, anything else is `internal`.
Error error_of_answer(int http_status, std::string_view body);

} // namespace periapt::wire
