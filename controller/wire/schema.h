// Every message as a JSON schema, made from the same descriptions as the codec: what the API's document
// (schemas/api/openapi.yaml) says cannot differ from what is sent.
#pragma once

#include <string>
#include <string_view>

namespace periapt::wire {

/// "AgentUpdate". For the messages of message_list.h.
template <class T>
std::string_view message_name();

/// `schemas:` of OpenAPI's components as YAML, indented: every message and every struct inside one.
std::string schemas_yaml();

} // namespace periapt::wire
