#include "hook_tools/secret_input.h"

#include "core/duration.h"
#include "core/error.h"
#include "hook_tools/text.h"

#include <charconv>
#include <chrono>

namespace periapt::hook_tools {
namespace {

/// Exactly `count` digits at the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  int number = 0;
  const auto part = text.substr(0, count);
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
  if (error != std::errc() || part.size() != count || end != part.data() + count || part[0] == '-') return std::nullopt;
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

/// "Z", "+02:00" or nothing, which means UTC.
std::optional<std::chrono::minutes> parse_zone(std::string_view text) {
  if (text.empty() || text == "Z") return std::chrono::minutes(0);
  const bool west = text.starts_with('-');
  if (!west && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_digits(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || !text.empty()) return std::nullopt;
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return west ? -offset : offset;
}

/// RFC 3339, or the same without a zone. A fraction of a second is dropped.
std::optional<TimeMs> parse_moment(std::string_view text) {
  using namespace std::chrono;
  int fields[6]{};
  constexpr std::string_view separators = "--T::";
  for (std::size_t i = 0; i < 6; ++i) {
    const auto number = take_digits(text, i == 0 ? 4 : 2);
    if (!number || (i < 5 && !take(text, separators[i]))) return std::nullopt;
    fields[i] = *number;
  }
  if (take(text, '.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  const auto zone = parse_zone(text);
  const year_month_day date{year(fields[0]), month(static_cast<unsigned>(fields[1])), day(static_cast<unsigned>(fields[2]))};
  if (!zone || !date.ok() || fields[3] > 23 || fields[4] > 59 || fields[5] > 59) return std::nullopt;
  const auto moment = sys_days(date) + hours(fields[3]) + minutes(fields[4]) + seconds(fields[5]) - *zone;
  return milliseconds(moment.time_since_epoch()).count();
}

TimeMs parse_expire(const std::string& text, TimeMs now) {
  if (const auto time = parse_duration(text)) {
    if (time->count() < 0) throw make_error(ErrorKind::invalid, "negative expire duration {} not valid", go_quoted(text));
    return now + time->count();
  }
  if (const auto moment = parse_moment(text)) return *moment;
  throw make_error(ErrorKind::invalid, "expire time or duration {} not valid", go_quoted(text));
}

std::optional<std::string> if_any(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace

SecretInput::SecretInput(FlagSet& flags, HookContext& context) : context_(context) {
  flags.text({"expire"}, "Either a duration or time when the secret should expire", expire_);
  flags.text({"rotate"}, "The secret rotation policy", rotate_);
  flags.text({"description"}, "The secret description", description_);
  flags.text({"label"}, "A label used to identify the secret in hooks", label_);
  flags.text({"file"}, "A YAML file containing secret key values", file_);
  flags.value({"owner"}, "application", "The owner of the secret, either the application or unit",
              [this](const std::string& text) { owner_ = text; });
}

void SecretInput::check(const Arguments& arguments) {
  if (!expire_.empty()) metadata_.expire_ms = parse_expire(expire_, context_.secrets().now());
  if (!rotate_.empty()) {
    metadata_.rotate = parse_rotate_policy(rotate_);
    if (!metadata_.rotate) throw make_error(ErrorKind::invalid, "rotate policy {} not valid", go_quoted(rotate_));
  }
  if (owner_ != "application" && owner_ != "unit")
    throw make_error(ErrorKind::invalid, "secret owner {} not valid", go_quoted(owner_));
  metadata_.label = if_any(label_);
  metadata_.description = if_any(description_);
  arguments_ = charm::parse_secret_arguments(arguments);
  content_ = charm::content_of(arguments_);
  for (const auto& argument : arguments_)
    if (argument.is_file) to_read_.push_back(argument);
  if (!content_.empty()) check_secret_content(content_);
}

std::vector<FileRequest> SecretInput::files() const {
  std::vector<FileRequest> requests;
  for (const auto& argument : to_read_) requests.push_back({argument.value});
  if (!file_.empty()) requests.push_back({file_});
  return requests;
}

void SecretInput::use_file(const FileContent& content) {
  const auto position = files_used_++;
  if (position < to_read_.size()) use_value_file(to_read_[position], content);
  else use_map_file(content);
  if (!content_.empty()) check_secret_content(content_);
}

void SecretInput::use_value_file(const charm::SecretArgument& argument, const FileContent& content) {
  if (const auto* failure = std::get_if<FileFailure>(&content))
    throw make_error(ErrorKind::invalid, "reading content for secret key {}: open {}: {}", go_quoted(argument.key),
                     argument.value, failure->reason);
  charm::add_secret_file(content_, argument.key, argument.value, std::get<std::string>(content));
}

void SecretInput::use_map_file(const FileContent& content) {
  if (const auto* failure = std::get_if<FileFailure>(&content))
    throw make_error(ErrorKind::invalid, "open {}: {}", file_, failure->reason);
  charm::add_secret_map(content_, file_, std::get<std::string>(content));
}

std::string parse_secret_argument(const std::string& text, ForeignScheme foreign) {
  const auto scheme = text.substr(0, text.find(':'));
  if (foreign == ForeignScheme::named && scheme.size() < text.size() && scheme != "secret")
    throw make_error(ErrorKind::invalid, "secret URI scheme {} not valid", go_quoted(scheme));
  if (auto id = parse_secret_uri(text)) return *std::move(id);
  throw make_error(ErrorKind::invalid, "secret URI {} not valid", go_quoted(text));
}

std::string required_secret(const Arguments& positionals) {
  if (positionals.empty()) throw Error(ErrorKind::invalid, "missing secret URI");
  return parse_secret_argument(positionals[0]);
}

} // namespace periapt::hook_tools
