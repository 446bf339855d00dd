// Resources of charms, applications and units, and the files that were uploaded for them; their content is not here.
// The caller has the transaction; the rules of who may do what are services/resources.h's.
#pragma once

#include "charm/charm.h"
#include "core/resource.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

/// What an application or a unit has of a resource.
struct ResourceVersion {
  ResourceFile file; // without sha256 where it is a unit's
  TimeMs uploaded_ms = 0;
};
using ResourceVersions = std::map<std::string, ResourceVersion>; // by the charm's name for the resource

namespace resources {

// --- what charms declare ---
void insert_declared(WriteTransaction& transaction, CharmId charm, const std::vector<charm::Resource>& declared);
std::vector<charm::Resource> declared(const ReadTransaction& transaction, CharmId charm); // by name

// --- files ---
/// Kept until `awaited_till_ms` although nothing names it.
void add_file(WriteTransaction& transaction, const ResourceFile& file, TimeMs awaited_till_ms);
std::optional<ResourceFile> find_file(const ReadTransaction& transaction, const std::string& sha256);
std::vector<std::string> list_files(const ReadTransaction& transaction); // SHA-256 of each that is named, once
bool is_file_needed(const ReadTransaction& transaction, const std::string& sha256, TimeMs now);
/// Of one that is not needed; absence is success.
void forget_file(WriteTransaction& transaction, const std::string& sha256);

// --- applications ---
/// The file must have been added. False: the application has that content already.
bool supply(WriteTransaction& transaction, ApplicationId application, const std::string& name,
            const std::string& sha256, TimeMs now);
ResourceVersions supplied(const ReadTransaction& transaction, ApplicationId application);

// --- units ---
void set_fetched(WriteTransaction& transaction, UnitId unit, const std::string& name, const ResourceVersion& version);
ResourceVersions fetched(const ReadTransaction& transaction, UnitId unit);

} // namespace resources
} // namespace periapt::store
