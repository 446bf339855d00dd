// Moments as status prints them. Rule: contract/status.md, 9.
#pragma once

#include "core/status.h"

#include <string>

namespace periapt::cli {

/// `09 Jun 2026 11:14:50+02:00` in the local time zone, or `2026-06-09 09:14:50Z` with `iso_utc`.
/// "" for the moment 0, which means unknown.
std::string since_text(TimeMs moment, bool iso_utc);

/// `15:04:05+02:00`, or `15:04:05` with `iso_utc`
std::string clock_text(TimeMs moment, bool iso_utc);

// Moments as actions print them, "" for the moment 0. Rule: contract/cli.md, 3.1 and 3.3.
/// `2026-01-02 03:04:05 +0000 UTC`, in the local time zone unless `utc`
std::string full_time_text(TimeMs moment, bool utc);
/// `2026-01-02T03:04:05`
std::string iso_time_text(TimeMs moment, bool utc);
/// `2026-01-02 03:04:05`, in UTC
std::string plain_utc_text(TimeMs moment);
/// `03:04:05`
std::string short_clock_text(TimeMs moment, bool utc);
/// RFC 3339 with its fraction as far as there is one: `2026-06-09T09:14:50.678Z`, `2026-06-09T09:14:50Z`
std::string exact_time_text(TimeMs moment);

} // namespace periapt::cli
