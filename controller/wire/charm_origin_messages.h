// Where an application's charm comes from, and of which layers it was built.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <string>
#include <vector>

namespace periapt::wire {

struct CharmLayer {
  std::string url; // "layer:basic"
  std::string revision; // of version control; empty: not known
};
BOOST_DESCRIBE_STRUCT(CharmLayer, (), (url, revision))

struct CharmOrigin {
  std::string charm_url;
  std::string source;    // git+https://host/repository#stable:folder; empty: a folder or an archive
  std::string commit_id; // empty likewise
  std::vector<CharmLayer> layers;           // lowest first, then interfaces
  std::map<std::string, std::string> files; // path -> URL of the layer that gave it
};
BOOST_DESCRIBE_STRUCT(CharmOrigin, (), (charm_url, source, commit_id, layers, files))

} // namespace periapt::wire
