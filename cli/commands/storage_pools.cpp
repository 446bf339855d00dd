#include "cli/commands/storage_pools.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/storage_messages.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_storage_pools(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("name", "NAME", "only the pool of this name; may repeat")
      .value("provider", "PROVIDER", "only pools of this provider; may repeat");
}

bool matches(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

Map attributes_of(const wire::StoragePool& pool) {
  Map attributes;
  for (const auto& [key, value] : pool.attributes) attributes.emplace_back(key, value);
  return attributes;
}

std::string attributes_text(const wire::StoragePool& pool) {
  std::string text;
  for (const auto& [key, value] : pool.attributes) text += (text.empty() ? "" : " ") + key + "=" + value;
  return text;
}

void run_storage_pools(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  refuse_surplus(session.arguments.positional(), 0);
  auto pools = session.model().get<wire::StoragePools>({"storage-pools"}).pools;
  std::erase_if(pools, [&](const auto& pool) {
    return !matches(session.arguments.all("name"), pool.first) ||
           !matches(session.arguments.all("provider"), pool.second.provider);
  });
  if (pools.empty()) return session.console.info("No storage pools to display.");
  Map document;
  Table table({"Name", "Provider", "Attributes"});
  for (const auto& [name, pool] : pools) {
    document.emplace_back(name, Record().add("provider", pool.provider).add_if("attrs", attributes_of(pool)).value());
    table.add({name, pool.provider, attributes_text(pool)});
  }
  if (session.format() != "tabular") return session.print(render(std::move(document), session.format()));
  std::ostringstream text;
  table.print(text, session.colour());
  session.print(text.str());
}

} // namespace

Command storage_pools_command() {
  return {.name = "storage-pools",
          .aliases = {"list-storage-pools"},
          .arguments = "",
          .purpose = "Lists the pools that storage can come from.",
          .details = R"("rootfs" (a folder), "tmpfs" (a folder in memory) and "loop" (a block device) are on a unit's machine and
go with it. "local" is a folder of the model's own: it outlives units and machines.)",
          .examples = "{program} storage-pools\n{program} storage-pools --format json",
          .see_also = {"create-storage-pool", "storage"},
          .declare = declare_storage_pools,
          .run = run_storage_pools};
}

} // namespace periapt::cli
