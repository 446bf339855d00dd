// Resources over the API; ResourceFile and ResourceReport are core's own. Routes: wire/README.md.
#pragma once

#include "core/resource.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace periapt::wire {

/// A file uploaded before, and how it was called: its extension must be that of the charm's file.
struct ResourceUpload {
  std::string sha256;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(ResourceUpload, (), (sha256, path))

struct AttachResource {
  std::string name;
  ResourceUpload upload;
};
BOOST_DESCRIBE_STRUCT(AttachResource, (), (name, upload))

struct UnitResources {
  std::string unit;
  std::vector<ResourceReport> resources; // as the unit fetched them last
};
BOOST_DESCRIBE_STRUCT(UnitResources, (), (unit, resources))

struct ResourceList {
  std::vector<ResourceReport> resources;
  std::vector<UnitResources> units;
};
BOOST_DESCRIBE_STRUCT(ResourceList, (), (resources, units))

/// What a unit is to have of a resource.
struct UnitResource {
  ResourceFile file;
  bool noted = false; // the controller knows that the unit has it
};
BOOST_DESCRIBE_STRUCT(UnitResource, (), (file, noted))

/// A unit has it.
struct ResourceFetched {
  std::string name;
  std::string fingerprint;
};
BOOST_DESCRIBE_STRUCT(ResourceFetched, (), (name, fingerprint))

} // namespace periapt::wire
