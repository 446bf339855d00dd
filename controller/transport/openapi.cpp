#include "transport/openapi.h"

#include "transport/route_table.h"

#include <fmt/format.h>

#include <map>

namespace periapt::transport {
namespace {

constexpr std::string_view head = R"(openapi: 3.1.0
info:
  title: Periapt controller
  version: '1'
  description: >-
    HTTP/1.1 with JSON on the controller's unix socket, and over TLS where it listens. Every failed request has an ErrorBody. Event streams
    are Server-Sent Events: `id` is the revision to resume from with Last-Event-ID, `data` the message.
paths:
)";

constexpr std::string_view tail = R"(components:
  securitySchemes:
    owner: {type: http, scheme: none, description: 'the unix socket''s peer has the controller''s uid or is root: the user admin'}
    session: {type: http, scheme: bearer, description: 'the token that a user has got by logging in'}
    token: {type: http, scheme: bearer, description: 'the token of a machine''s agent'}
  schemas:
)";

std::string_view access_text(Access access) {
  switch (access) {
    case Access::any: return "whoever may connect";
    case Access::agent: return "the agent of a machine";
    case Access::machine: return "the agent of this machine";
    case Access::unit: return "the agent of the machine that this unit is on";
    case Access::login: return "users";
    case Access::superuser: return "superusers";
    case Access::model_read: return "users who may read the model";
    case Access::model_write: return "users who may change the model";
    case Access::model_admin: return "administrators of the model";
  }
  return "";
}

std::string_view security_of(Access access) {
  if (access == Access::any) return "[]";
  return is_for_users(access) ? "[{owner: []}, {session: []}]" : "[{token: []}]";
}

std::string content(std::string_view media_type, std::string_view message) {
  for (const std::string_view binary : {"zip", "gzip"})
    if (message == binary) return fmt::format("{{application/{}: {{schema: {{type: string, format: binary}}}}}}", binary);
  if (message == "text") return "{text/plain: {schema: {type: string}}}";
  if (message == "file") return "{application/octet-stream: {schema: {type: string, format: binary}}}";
  return fmt::format("{{{}: {{schema: {{$ref: '#/components/schemas/{}'}}}}}}", media_type, message);
}

std::string parameters(std::string_view pattern) {
  std::string text;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
    const auto close = pattern.find('}');
    text += fmt::format("        - {{name: {}, in: path, required: true, schema: {{type: string}}}}\n",
                        pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
  return text.empty() ? text : "      parameters:\n" + text;
}

std::string operation(const Route& route) {
  const bool streams = std::holds_alternative<Stream>(route.handler.form);
  auto text = fmt::format("    {}:\n      description: For {}.\n      security: {}\n",
                          route.method == Method::get ? "get" : "post", access_text(route.access),
                          security_of(route.access));
  text += parameters(route.pattern);
  if (!route.handler.request.empty())
    text += fmt::format("      requestBody:\n        required: true\n        content: {}\n",
                        content("application/json", route.handler.request));
  text += fmt::format("      responses:\n        '200':\n          description: {}\n          content: {}\n",
                      streams ? "A stream of messages." : "Done.",
                      content(streams ? "text/event-stream" : "application/json", route.handler.answer));
  text += fmt::format("        default:\n          description: Refused.\n          content: {}\n",
                      content("application/json", "ErrorBody"));
  return text;
}

} // namespace

std::string openapi_yaml() {
  std::map<std::string_view, std::string> paths; // a path's operations stand together
  for (const auto& route : route_table()) paths[route.pattern] += operation(route);
  std::string text(head);
  for (const auto& [pattern, operations] : paths) text += fmt::format("  {}:\n{}", pattern, operations);
  return text + std::string(tail) + wire::schemas_yaml();
}

} // namespace periapt::transport
