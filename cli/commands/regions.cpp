#include "cli/commands/regions.h"

#include "cli/clouds.h"
#include "cli/formatters/output.h"
#include "cli/outcome.h"
#include "cli/yaml_fields.h"

namespace periapt::cli {

namespace {

void declare_regions(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("client", "this client's own record");
}

Value region_record(const Value& definition) {
  const auto* fields = std::get_if<Map>(&definition.data);
  Record record;
  for (const char* key : {"endpoint", "identity-endpoint", "storage-endpoint"})
    record.add_if(key, fields ? text_field(*fields, key) : "");
  return record.value();
}

/// The regions of one side; what it lacks is told at once.
class RegionLists {
public:
  RegionLists(Session& session, const std::string& cloud) : session_(session), cloud_(cloud) {}

  void add(const char* key, const char* title, const CloudRecords& clouds, const std::string& side) {
    const auto found = clouds.find(cloud_);
    if (found == clouds.end()) {
      session_.console.error(fmt::format("cloud \"{}\" not found {}", cloud_, side));
      missing_ = true;
      return;
    }
    const auto& regions = map_field(found->second.definition, "regions");
    if (regions.empty()) return session_.console.info(fmt::format("Cloud \"{}\" has no regions defined {}.", cloud_, side));
    text_ += fmt::format("\n{}\n", title);
    Map records;
    for (const auto& [name, fields] : regions) {
      text_ += name + "\n";
      records.emplace_back(name, region_record(fields));
    }
    document_.emplace_back(key, std::move(records));
  }

  void print() {
    if (!document_.empty() || !missing_)
      session_.print(session_.format() == "tabular" ? text_ : render(std::move(document_), session_.format()));
    if (missing_) throw AlreadyReported();
  }

private:
  Session& session_;
  std::string cloud_;
  Map document_;
  std::string text_;
  bool missing_ = false;
};

void run_regions(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no cloud specified");
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto sides = cloud_sides(session);
  RegionLists lists(session, words.front());
  if (sides.client) lists.add("client-cloud-regions", "Client Cloud Regions", client_clouds(session), "on this client");
  if (sides.controller)
    lists.add("controller-cloud-regions", "Controller Cloud Regions", controller_clouds(session, *sides.controller),
              fmt::format("on controller \"{}\"", sides.controller->name));
  lists.print();
}

} // namespace

Command regions_command() {
  return {.name = "regions",
          .aliases = {"list-regions"},
          .arguments = "<cloud>",
          .purpose = "Lists the regions of a cloud.",
          .details = "As this client and the controller know it, unless --client or --controller names one of them.",
          .examples = "{program} regions aws --client\n{program} regions localhost --format json",
          .see_also = {"clouds", "show-cloud", "default-region"},
          .declare = declare_regions,
          .run = run_regions};
}

} // namespace periapt::cli
