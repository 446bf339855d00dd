#include "charm/base.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace periapt::charm {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 24> ubuntu_series{{
    {"precise", "12.04"}, {"quantal", "12.10"}, {"raring", "13.04"}, {"saucy", "13.10"},  {"trusty", "14.04"},
    {"utopic", "14.10"},  {"vivid", "15.04"},   {"wily", "15.10"},   {"xenial", "16.04"}, {"yakkety", "16.10"},
    {"zesty", "17.04"},   {"artful", "17.10"},  {"bionic", "18.04"}, {"cosmic", "18.10"}, {"disco", "19.04"},
    {"eoan", "19.10"},    {"focal", "20.04"},   {"groovy", "20.10"}, {"hirsute", "21.04"}, {"impish", "21.10"},
    {"jammy", "22.04"},   {"kinetic", "22.10"}, {"lunar", "23.04"},  {"noble", "24.04"},
}};

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_track(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
  });
}

} // namespace

Base Base::parse(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos)
    throw make_error(ErrorKind::invalid,
                     "invalid base \"{}\": expected base string to contain os and channel separated by '@'", text);
  Base base;
  base.name = text.substr(0, at);
  const auto channel = text.substr(at + 1);
  const auto slash = channel.find('/');
  base.track = channel.substr(0, slash);
  if (slash != std::string_view::npos) base.risk = channel.substr(slash + 1);
  if (!is_name(base.name) || !is_track(base.track) || !is_risk(base.risk))
    throw make_error(ErrorKind::invalid, "invalid base \"{}\": expected a form like ubuntu@22.04 or ubuntu@22.04/stable",
                     text);
  return base;
}

std::optional<Base> Base::from_series(std::string_view series) {
  for (const auto& [name, version] : ubuntu_series)
    if (name == series) return Base{.name = "ubuntu", .track = std::string(version), .architectures = {}};
  for (const std::string_view centos : {"centos7", "centos8", "centos9"})
    if (series == centos) return Base{.name = "centos", .track = std::string(series.substr(6)), .architectures = {}};
  return std::nullopt;
}

bool is_risk(std::string_view text) {
  static constexpr std::string_view risks[] = {"edge", "beta", "candidate", "stable"};
  return std::find(std::begin(risks), std::end(risks), text) != std::end(risks);
}

Base default_lts() { return Base{.name = "ubuntu", .track = "24.04", .architectures = {}}; }

Base choose_base(std::span<const Base> supported, const std::optional<Base>& requested,
                 const std::optional<Base>& model_default, bool force) {
  const auto is_supported = [&](const Base& wanted) {
    return supported.empty() ||
           std::any_of(supported.begin(), supported.end(), [&](const Base& base) { return base.same_system(wanted); });
  };
  const auto& wanted = requested ? requested : model_default;
  if (wanted) {
    if (force || is_supported(*wanted)) return *wanted;
    std::string list;
    for (const auto& base : supported) list += (list.empty() ? "" : ", ") + base.str();
    throw make_error(ErrorKind::invalid, "base \"{}\" not supported by charm, the charm supported bases are: {}",
                     wanted->str(), list);
  }
  return is_supported(default_lts()) ? default_lts() : supported.front();
}

} // namespace periapt::charm
