#include "cli/commands/resources.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/names.h"
#include "wire/resource_messages.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

using Reports = std::vector<ResourceReport>;

void declare_resources(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("details", "what each unit has of what it is to have");
}

constexpr const char* uploaded_revision = "0"; // files of a store have numbers, uploads only their time

bool is_there(const ResourceReport& resource) { return !resource.fingerprint.empty(); }

Value resource_record(const ResourceReport& resource, const std::string& application, const std::string& revision) {
  const bool used = is_there(resource);
  Record record;
  record.add("resourceid", application + "/" + resource.name)
      .add("applicationId", application)
      .add("name", resource.name)
      .add("type", resource.type)
      .add("path", resource.filename)
      .add_if("description", resource.description)
      .add("revision", revision)
      .add("fingerprint", resource.fingerprint)
      .add("size", resource.size_bytes)
      .add("origin", "upload")
      .add("used", used)
      .add("timestamp", used ? iso_time_text(resource.uploaded_ms, true) + "Z" : "0001-01-01T00:00:00Z");
  if (used) record.add("username", "admin");
  return record.value();
}

/// An upload's revision as people see it: its moment, to the minute.
std::string moment_of(const ResourceReport& resource) {
  constexpr std::size_t to_the_minute = 16;
  return is_there(resource) ? iso_time_text(resource.uploaded_ms, true).substr(0, to_the_minute) : "-";
}

struct Asked {
  std::string application;
  std::string unit; // empty: an application was named
};

Asked asked_of(const Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing application or unit name");
  refuse_surplus(words, 1);
  if (const auto unit = UnitName::parse(words[0])) return {unit->application().str(), unit->str()};
  if (ApplicationName::parse(words[0])) return {words[0], ""};
  throw make_error(ErrorKind::invalid, "\"{}\" is neither an application nor a unit", words[0]);
}

/// The resource as the unit has it; what it has not fetched is shown as it is to be.
const ResourceReport* fetched_of(const wire::UnitResources& unit, const ResourceReport& resource) {
  const auto found = std::find_if(unit.resources.begin(), unit.resources.end(),
                                  [&](const auto& one) { return one.name == resource.name; });
  return found == unit.resources.end() || !is_there(*found) ? nullptr : &*found;
}

std::string application_text(const Session& session, const Asked& asked, const Reports& resources) {
  if (session.format() != "tabular") {
    List list;
    for (const auto& one : resources) list.push_back(resource_record(one, asked.application, uploaded_revision));
    return render(Record().add("resources", std::move(list)).value(), session.format());
  }
  Table table({"Resource", "Supplied by", "Revision"});
  for (const auto& one : resources) table.add({one.name, is_there(one) ? "admin" : "upload", moment_of(one)});
  std::ostringstream text;
  table.print(text, session.colour());
  return text.str();
}

std::string unit_text(const Session& session, const Asked& asked, const Reports& resources,
                       const wire::UnitResources& unit) {
  List list;
  Table table({"Resource", "Revision"});
  for (const auto& one : resources) {
    const auto* fetched = fetched_of(unit, one);
    list.push_back(resource_record(fetched ? *fetched : one, asked.application, fetched ? uploaded_revision : "-"));
    table.add({one.name, fetched ? moment_of(*fetched) : "-"});
  }
  if (session.format() != "tabular") return render(std::move(list), session.format());
  std::ostringstream text;
  table.print(text, session.colour());
  return text.str();
}

/// --details: a line for each resource of each unit, or of the one named.
std::string details_text(const Session& session, const Asked& asked, const wire::ResourceList& all) {
  List list;
  Table table(asked.unit.empty() ? std::vector<std::string>{"Unit", "Resource", "Revision", "Expected"}
                                 : std::vector<std::string>{"Resource", "Revision", "Expected"});
  for (const auto& unit : all.units)
    for (const auto& one : all.resources) {
      if (!asked.unit.empty() && unit.unit != asked.unit) continue;
      const auto* fetched = fetched_of(unit, one);
      const ResourceReport nothing{.name = one.name, .type = one.type, .filename = one.filename};
      const auto& has = fetched ? *fetched : nothing;
      list.push_back(Record()
                         .add("unitID", unit.unit)
                         .add("unit", resource_record(has, asked.application, fetched ? uploaded_revision : "-"))
                         .add("expected", resource_record(one, asked.application, uploaded_revision))
                         .value());
      std::vector<Cell> line{one.name, moment_of(has), moment_of(one)};
      if (asked.unit.empty()) line.insert(line.begin(), Cell(unit.unit));
      table.add(std::move(line));
    }
  if (session.format() != "tabular") {
    if (!asked.unit.empty()) return render(std::move(list), session.format());
    return render(Record().add("resources", std::move(list)).value(), session.format());
  }
  std::ostringstream text;
  table.print(text, session.colour());
  return text.str();
}

void run_resources(Session& session) {
  const auto asked = asked_of(session);
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto all = session.model().get<wire::ResourceList>({"applications", asked.application, "resources"});
  const auto unit = std::find_if(all.units.begin(), all.units.end(),
                                 [&](const auto& one) { return one.unit == asked.unit; });
  if (!asked.unit.empty() && unit == all.units.end())
    throw make_error(ErrorKind::not_found, "unit \"{}\" not found", asked.unit);
  if (all.resources.empty()) return session.console.info("No resources to display.");
  if (session.arguments.flag("details")) return session.print(details_text(session, asked, all));
  session.print(asked.unit.empty() ? application_text(session, asked, all.resources)
                                   : unit_text(session, asked, all.resources, *unit));
}

} // namespace

Command resources_command() {
  return {.name = "resources",
          .aliases = {"list-resources"},
          .arguments = "<application or unit>",
          .purpose = "Lists the resources of an application, or what a unit has of them.",
          .details = "A unit has a file once its charm has asked for it with resource-get.",
          .examples = "{program} resources wordpress\n"
                      "{program} resources wordpress/0 --format json\n"
                      "{program} resources wordpress --details",
          .see_also = {"attach-resource", "deploy"},
          .declare = declare_resources,
          .run = run_resources};
}

} // namespace periapt::cli
