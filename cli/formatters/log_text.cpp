#include "cli/formatters/log_text.h"

#include "cli/formatters/glob.h"
#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace periapt::cli {

namespace {

std::string time_text(std::int64_t wall_ms, const LogView& view) {
  const auto seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm fields{};
  if (view.utc)
    gmtime_r(&seconds, &fields);
  else
    localtime_r(&seconds, &fields);
  std::string text;
  if (view.date) text = fmt::format("{}-{:02}-{:02} ", fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday);
  text += fmt::format("{:02}:{:02}:{:02}", fields.tm_hour, fields.tm_min, fields.tm_sec);
  if (view.milliseconds) text += fmt::format(".{:03}", wall_ms % 1000);
  return text;
}

std::string level_text(LogLevel level, bool colour) {
  const std::string name(level_name(level));
  if (!colour || level < LogLevel::warning) return name;
  return (level == LogLevel::warning ? "\033[33m" : "\033[31m") + name + "\033[0m";
}

/// The entity as its tag: "mysql/0" -> "unit-mysql-0", "0" -> "machine-0"; empty for an application.
std::string entity_pattern(const std::string& text) {
  if (text.starts_with("unit-") || text.starts_with("machine-") || text.starts_with("controller-") || text == "*")
    return text;
  if (text.find_first_not_of("0123456789") == std::string::npos) return "machine-" + text;
  std::string tag = "unit-" + text;
  const auto slash = tag.find('/');
  if (slash == std::string::npos) return text.find('*') == std::string::npos ? "" : tag + "-*";
  tag[slash] = '-';
  return tag;
}

/// Of "mysql", but not of "mysql-router".
bool is_unit_of(const std::string& application, const std::string& entity) {
  const auto prefix = "unit-" + application + "-";
  return entity.starts_with(prefix) && entity.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

bool entity_matches(const std::vector<std::string>& patterns, const std::string& entity) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& text) {
    const auto pattern = entity_pattern(text);
    return pattern.empty() ? is_unit_of(text, entity) : glob_matches(pattern, entity);
  });
}

bool module_matches(const std::vector<std::string>& prefixes, const std::string& module) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& prefix) {
    return module.starts_with(prefix) &&
           (module.size() == prefix.size() || module[prefix.size()] == '.' || prefix.ends_with('.'));
  });
}

bool label_matches(const std::vector<std::string>& wanted, const std::string& labels) {
  const auto present = split(labels, ',');
  return std::any_of(wanted.begin(), wanted.end(), [&](const auto& label) {
    return std::find(present.begin(), present.end(), label) != present.end();
  });
}

} // namespace

std::string log_text(const LogLine& line, const LogView& view) {
  return fmt::format("{}: {} {} {} {}{}{}\n", line.entity, time_text(line.wall_ms, view),
                     level_text(line.level, view.colour), line.module, line.labels, line.labels.empty() ? "" : " ",
                     line.message);
}

bool LogFilter::passes(const LogLine& line) const {
  if (line.level < least) return false;
  if (entity_matches(exclude, line.entity) || module_matches(exclude_module, line.module) ||
      label_matches(exclude_label, line.labels))
    return false;
  return (include.empty() || entity_matches(include, line.entity)) &&
         (include_module.empty() || module_matches(include_module, line.module)) &&
         (include_label.empty() || label_matches(include_label, line.labels));
}

} // namespace periapt::cli
