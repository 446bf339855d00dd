#include "cli/formatters/times.h"

#include <fmt/format.h>

#include <ctime>

namespace periapt::cli {

namespace {

std::tm fields_of(TimeMs moment, bool utc) {
  const auto seconds = static_cast<std::time_t>(moment / 1000);
  std::tm fields{};
  if (utc)
    gmtime_r(&seconds, &fields);
  else
    localtime_r(&seconds, &fields);
  return fields;
}

/// "Z" or "+02:00"
std::string zone_of(const std::tm& fields) {
  const long minutes = fields.tm_gmtoff / 60;
  if (minutes == 0) return "Z";
  const long distance = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', distance / 60, distance % 60);
}

std::string clock_of(const std::tm& fields) {
  return fmt::format("{:02}:{:02}:{:02}", fields.tm_hour, fields.tm_min, fields.tm_sec);
}

} // namespace

std::string since_text(TimeMs moment, bool iso_utc) {
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (moment == 0) return "";
  const auto fields = fields_of(moment, iso_utc);
  const int year = fields.tm_year + 1900;
  if (iso_utc) return fmt::format("{}-{:02}-{:02} {}Z", year, fields.tm_mon + 1, fields.tm_mday, clock_of(fields));
  return fmt::format("{:02} {} {} {}{}", fields.tm_mday, months[fields.tm_mon], year, clock_of(fields),
                     zone_of(fields));
}

namespace {
std::string date_of(const std::tm& fields) {
  return fmt::format("{}-{:02}-{:02}", fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday);
}
} // namespace

std::string full_time_text(TimeMs moment, bool utc) {
  if (moment == 0) return "";
  const auto fields = fields_of(moment, utc);
  const long minutes = fields.tm_gmtoff / 60;
  const long distance = minutes < 0 ? -minutes : minutes;
  return fmt::format("{} {} {}{:02}{:02} {}", date_of(fields), clock_of(fields), minutes < 0 ? '-' : '+', distance / 60,
                     distance % 60, utc ? "UTC" : fields.tm_zone);
}

std::string iso_time_text(TimeMs moment, bool utc) {
  if (moment == 0) return "";
  const auto fields = fields_of(moment, utc);
  return date_of(fields) + "T" + clock_of(fields);
}

std::string plain_utc_text(TimeMs moment) {
  if (moment == 0) return "";
  const auto fields = fields_of(moment, true);
  return date_of(fields) + " " + clock_of(fields);
}

std::string short_clock_text(TimeMs moment, bool utc) { return clock_of(fields_of(moment, utc)); }

std::string clock_text(TimeMs moment, bool iso_utc) {
  const auto fields = fields_of(moment, iso_utc);
  return iso_utc ? clock_of(fields) : clock_of(fields) + zone_of(fields);
}

std::string exact_time_text(TimeMs moment) {
  const auto fields = fields_of(moment, true);
  auto fraction = fmt::format(".{:03}", moment % 1000);
  fraction.resize(fraction.find_last_not_of("0.") + 1);
  return fmt::format("{}-{:02}-{:02}T{}{}Z", fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday,
                     clock_of(fields), fraction);
}

} // namespace periapt::cli
