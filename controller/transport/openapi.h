// The API's document, made from the route table and the messages' descriptions, so that it cannot drift:
// schemas/api/openapi.yaml is this text, and a test compares them.
#pragma once

#include <string>

namespace periapt::transport {

std::string openapi_yaml();

} // namespace periapt::transport
