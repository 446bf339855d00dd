// What credential-get prints. Rule: contract/hook-tools.md, section 5.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <string>

namespace periapt::wire {

/// The cloud a model's machines are of, with what is needed to act on it. Local machines need nothing.
struct CloudSpec {
  std::string type;
  std::string name;
  std::string region;
  std::string endpoint;
  std::string auth_type;
  std::map<std::string, std::string> attributes; // of the credential
  bool is_controller_cloud = false;
};
BOOST_DESCRIBE_STRUCT(CloudSpec, (), (type, name, region, endpoint, auth_type, attributes, is_controller_cloud))

} // namespace periapt::wire
