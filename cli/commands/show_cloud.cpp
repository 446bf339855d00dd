#include "cli/commands/show_cloud.h"

#include "cli/clouds.h"
#include "cli/credentials.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"

namespace periapt::cli {

namespace {

void declare_show_cloud(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "display, json or yaml", "display");
  options.flag("client", "this client's own record").flag("include-config", "accepted");
}

struct CloudPart {
  std::string summary; // Client cloud "x"
  Value document;
};

/// What the sides have of it; what one of them lacks is told at once.
class CloudParts {
public:
  CloudParts(Session& session, const std::string& name) : session_(session), name_(name) {}

  void add(const CloudRecords& clouds, const std::string& summary, bool of_controller, const std::string& lacking) {
    const auto found = clouds.find(name_);
    if (found == clouds.end()) {
      session_.console.error(lacking);
      missing_ = true;
      return;
    }
    const int credentials = of_controller ? 0 : credential_count(session_, name_);
    parts_.push_back({summary, cloud_document(found->second, credentials, of_controller)});
  }

  void print() const {
    if (parts_.empty()) return;
    if (session_.format() == "display") return session_.print(display());
    List list;
    for (const auto& part : parts_) {
      auto fields = std::get<Map>(part.document.data);
      fields.insert(fields.begin(), {"name", name_});
      fields.emplace_back("summary", part.summary);
      list.emplace_back(std::move(fields));
    }
    session_.print(render(list, session_.format()));
  }

  bool missing() const { return missing_; }

private:
  std::string display() const {
    std::string text;
    for (const auto& part : parts_)
      text += part.summary + ":\n\n" + render(part.document, "yaml") + (parts_.size() > 1 ? "\n" : "");
    return text;
  }

  Session& session_;
  std::string name_;
  std::vector<CloudPart> parts_;
  bool missing_ = false;
};

std::string not_on_client(const std::string& name, const CloudRecords& clouds) {
  std::string text = "cloud " + name + " not found, possible alternative clouds:\n";
  for (const auto& [known, record] : clouds) text += "\n  - " + known;
  return text;
}

void run_show_cloud(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no cloud specified");
  refuse_surplus(words, 1);
  check_format(session.format(), {"display", "json", "yaml"});
  const auto& name = words.front();
  const auto sides = cloud_sides(session);
  CloudParts parts(session, name);
  if (sides.controller)
    parts.add(controller_clouds(session, *sides.controller),
              fmt::format("Cloud \"{}\" from controller \"{}\"", name, sides.controller->name), true,
              fmt::format("cloud \"{}\" not found on controller \"{}\"", name, sides.controller->name));
  if (sides.client) {
    const auto clouds = client_clouds(session);
    parts.add(clouds, fmt::format("Client cloud \"{}\"", name), false, not_on_client(name, clouds));
  }
  parts.print();
  if (parts.missing()) throw AlreadyReported();
}

} // namespace

Command show_cloud_command() {
  return {.name = "show-cloud",
          .aliases = {},
          .arguments = "<cloud name>",
          .purpose = "Shows one cloud in detail.",
          .details = "As the controller and this client know it, unless --controller or --client names one of them.",
          .examples = "{program} show-cloud localhost\n{program} show-cloud --client aws --format json",
          .see_also = {"clouds", "add-cloud"},
          .declare = declare_show_cloud,
          .run = run_show_cloud};
}

} // namespace periapt::cli
