// Charms of a model as rows: what is asked of a charm is answered without opening its archive.
#pragma once

#include "charm/charm.h"
#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct CharmRow {
  CharmId id;
  ModelId model;
  CharmRef ref;
  std::string name;
  std::int64_t revision = 0;
  std::string version;
  bool subordinate = false;
  bool on_machines = true;      // false: it needs workload containers
  std::string required_storage; // storage it cannot do without; empty: none
  std::string unmet_assumption; // what it assumes and we do not offer; empty: none
};

struct NewCharm {
  ModelId model;
  CharmRef ref;
  std::int64_t revision = 0;
  std::string version;
  std::string unmet_assumption;
  TimeMs added_ms = 0;
};

namespace charms {

CharmId insert(WriteTransaction& transaction, const NewCharm& row, const charm::Charm& charm);
std::optional<CharmRow> find(const ReadTransaction& transaction, ModelId model, const std::string& url);
/// The newest charm of that archive whose URL begins so.
std::optional<CharmRow> find_by_archive(const ReadTransaction& transaction, ModelId model,
                                        const std::string& url_beginning, const std::string& sha256);
CharmRow get(const ReadTransaction& transaction, CharmId id);
bool has_application(const ReadTransaction& transaction, CharmId id);
/// SHA-256 of every archive that some model's charm has, each once.
std::vector<std::string> list_archives(const ReadTransaction& transaction);
bool is_archive_used(const ReadTransaction& transaction, const std::string& sha256);

std::vector<Endpoint> endpoints(const ReadTransaction& transaction, CharmId id);       // sorted by name
std::vector<std::string> extra_bindings(const ReadTransaction& transaction, CharmId id); // sorted
std::vector<charm::Base> bases(const ReadTransaction& transaction, CharmId id);         // as the charm lists them
std::vector<std::string> events(const ReadTransaction& transaction, CharmId id); // it has a program for, by name; "dispatch": for all
std::vector<charm::Action> actions(const ReadTransaction& transaction, CharmId id); // by name
charm::ConfigOptions config_options(const ReadTransaction& transaction, CharmId id);
/// By name; without description and location, which only the charm's own machine needs.
std::vector<charm::Storage> storage(const ReadTransaction& transaction, CharmId id);

} // namespace charms
} // namespace periapt::store
