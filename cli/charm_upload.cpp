#include "cli/charm_upload.h"

#include "charm/base.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

std::string mib(std::uintmax_t bytes) { return fmt::format("{:.1f}", static_cast<double>(bytes) / (1 << 20)); }

} // namespace

LocatedCharm uploaded_before(const std::string& url) {
  const std::string name_and_revision = url.substr(url.find_last_of(":/") + 1);
  const auto dash = name_and_revision.rfind('-');
  const auto revision = dash == std::string::npos ? "" : name_and_revision.substr(dash + 1);
  if (revision.empty() || revision.find_first_not_of("0123456789") != std::string::npos)
    throw make_error(ErrorKind::invalid, "charm or bundle URL \"{}\" has no revision", url);
  return {url, name_and_revision.substr(0, dash), std::stoll(revision)};
}

std::string store_channel(const std::string& text) {
  const auto parts = split(text.empty() ? "stable" : text, '/');
  const bool only_risk = charm::is_risk(parts.front());
  const auto& risk = only_risk ? parts.front() : parts.size() > 1 ? parts[1] : "stable";
  if (parts.front().empty() || !charm::is_risk(risk) || parts.size() > (only_risk ? 2u : 3u))
    throw UsageError(fmt::format("invalid channel \"{}\"", text));
  const auto branch = parts.size() > (only_risk ? 1u : 2u) ? "/" + parts.back() : "";
  return (only_risk ? "latest" : parts.front()) + "/" + risk + branch;
}

LocatedCharm upload_charm(Session& session, ModelClient& model, const source::PackedCharm& packed,
                          const std::string& store_name) {
  const auto total = std::filesystem::file_size(packed.archive);
  ProgressLine line(session.console);
  const auto progress = [&](std::uintmax_t sent) {
    line.show(fmt::format("Uploading {}: {} of {} MiB", packed.charm.name, mib(sent), mib(total)));
  };
  auto target = client::with_query(model.target({"charms"}), {{"version", packed.version},
                                                                    {"source", packed.source},
                                                                    {"commit", packed.commit},
                                                                    {"store-name", store_name}});
  if (session.surroundings.conditions) target += "&unused=taken"; // what a plan has sent is there for its command
  const auto added = model.client().upload<wire::CharmAdded>(target, packed.archive, progress);
  return {added.url, added.name, added.revision};
}

std::optional<std::string> base_option(const Arguments& arguments) {
  if (arguments.given("series") && arguments.given("base"))
    throw UsageError("--series and --base cannot be specified together");
  if (arguments.given("base")) return arguments.text("base");
  if (!arguments.given("series")) return std::nullopt;
  const auto base = charm::Base::from_series(arguments.text("series"));
  if (!base) throw make_error(ErrorKind::invalid, "unknown series \"{}\"", arguments.text("series"));
  return base->str();
}

Settings config_option(const Session& session, const std::string& application) {
  const auto& folder = session.surroundings.working_directory;
  Settings settings, typed;
  for (const auto& word : session.arguments.all("config")) {
    if (const auto setting = split_setting(word))
      typed[setting->first] = setting_value(setting->first, setting->second, folder);
    else
      settings.merge(application_settings(read_settings_file(word, folder, session.console.in), application));
  }
  for (auto& [key, value] : typed) settings[key] = std::move(value);
  return settings;
}

} // namespace periapt::cli
