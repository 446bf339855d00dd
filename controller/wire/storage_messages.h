// Storage as operators see it over the API; StorageReport and StorageEntity are core's own. Routes: wire/README.md.
#pragma once

#include "core/storage.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

struct StorageList {
  std::vector<StorageReport> storage;
};
BOOST_DESCRIBE_STRUCT(StorageList, (), (storage))

struct AddStorage {
  std::string unit;
  std::map<std::string, std::string> storage; // the charm's name -> directive as typed, or empty
};
BOOST_DESCRIBE_STRUCT(AddStorage, (), (unit, storage))

/// What each unit of an application gets of one storage.
struct ApplicationStorageDirective {
  std::string pool;
  std::int64_t size_mib = 0;
  int count = 0;
};
BOOST_DESCRIBE_STRUCT(ApplicationStorageDirective, (), (pool, size_mib, count))

struct ApplicationStorage {
  std::map<std::string, ApplicationStorageDirective> storage; // by the charm's name for it
};
BOOST_DESCRIBE_STRUCT(ApplicationStorage, (), (storage))

struct SetApplicationStorage {
  std::map<std::string, std::string> storage; // the charm's name -> directive as typed: what it does not say stays
};
BOOST_DESCRIBE_STRUCT(SetApplicationStorage, (), (storage))

struct StorageIds {
  std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(StorageIds, (), (ids))

struct AttachStorage {
  std::string unit;
  std::vector<std::string> ids;
};
BOOST_DESCRIBE_STRUCT(AttachStorage, (), (unit, ids))

struct DetachStorage {
  std::vector<std::string> ids;
  bool force = false;
};
BOOST_DESCRIBE_STRUCT(DetachStorage, (), (ids, force))

struct RemoveStorage {
  std::vector<std::string> ids;
  bool force = false;   // also what is attached
  bool release = false; // its content stays where it is
};
BOOST_DESCRIBE_STRUCT(RemoveStorage, (), (ids, force, release))

/// Each by itself, in the order asked.
struct StorageResult {
  std::string id;
  std::optional<std::string> error; // nothing was done: why
};
BOOST_DESCRIBE_STRUCT(StorageResult, (), (id, error))

struct StorageResults {
  std::vector<StorageResult> results;
};
BOOST_DESCRIBE_STRUCT(StorageResults, (), (results))

struct StoragePool {
  std::string provider;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(StoragePool, (), (provider, attributes))

struct StoragePools {
  std::map<std::string, StoragePool> pools;
};
BOOST_DESCRIBE_STRUCT(StoragePools, (), (pools))

struct CreateStoragePool {
  std::string name;
  std::string provider;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(CreateStoragePool, (), (name, provider, attributes))

struct UpdateStoragePool {
  std::string name;
  std::map<std::string, std::string> attributes; // all of them
};
BOOST_DESCRIBE_STRUCT(UpdateStoragePool, (), (name, attributes))

struct RemoveStoragePool {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RemoveStoragePool, (), (name))

} // namespace periapt::wire
