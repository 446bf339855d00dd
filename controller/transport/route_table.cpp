#include "transport/route_table.h"

#include "core/commit.h"
#include "core/entities.h"
#include "core/error.h"
#include "transport/access_handlers.h"
#include "transport/applications_handlers.h"
#include "transport/backups_handlers.h"
#include "transport/charms_handlers.h"
#include "transport/contracts_handlers.h"
#include "transport/controller_handlers.h"
#include "transport/disabled_commands_handlers.h"
#include "transport/event_handlers.h"
#include "transport/machines_handlers.h"
#include "transport/model_defaults_handlers.h"
#include "transport/models_handlers.h"
#include "transport/offers_handlers.h"
#include "transport/operators_handlers.h"
#include "transport/relations_handlers.h"
#include "transport/reports_handlers.h"
#include "transport/resources_handlers.h"
#include "transport/secrets_handlers.h"
#include "transport/sessions_handlers.h"
#include "transport/storage_handlers.h"
#include "transport/tasks_handlers.h"
#include "transport/units_agent_handlers.h"
#include "transport/units_handlers.h"
#include "transport/users_handlers.h"
#include "transport/why_handlers.h"

#include <boost/url/parse.hpp>

namespace periapt::transport {
namespace {

constexpr std::size_t small = 2 << 20;          // bytes of a request's body
constexpr std::size_t credentials = 4 << 10;    // from who is nobody yet
constexpr std::size_t commit_size = 16 << 20;   // bags and state of a unit
constexpr std::size_t charm_size = 512 << 20;   // in a file
constexpr std::size_t resource_size = std::size_t{8} << 30; // in a file
constexpr auto get = Method::get;
constexpr auto post = Method::post;
using enum Access;
using enum OnFullDisk;

// clang-format off
const std::vector<Route> table{
  {get,  "/v1",                                                    any,         read(controller_info)},
  {get,  "/v1/config",                                             any,         read(controller_config)},
  {get,  "/v1/metrics",                                            superuser,   reply("text", metrics)},
  {get,  "/v1/controller-config",                                  login,       read(controller_settings)},
  {post, "/v1/controller-config",                                  superuser,   write(set_controller_settings), small, refused},
  {post, "/v1/shutdown",                                           superuser,   reply("Empty", shut_down), small},

  {post, "/v1/backups",                                            superuser,   act(create_backup), small, refused},
  {get,  "/v1/backups/{name}",                                     superuser,   reply("gzip", download_backup)},
  {post, "/v1/backups/{name}/remove",                              superuser,   act(remove_backup), small},

  {get,  "/v1/models",                                             login,       read(list_models)},
  {post, "/v1/models",                                             login,       write(add_model), small, refused},
  {get,  "/v1/models/{model}",                                     model_read,  read(model_info)},
  {post, "/v1/models/{model}/destroy",                             model_admin, write(destroy_model), small},
  {get,  "/v1/models/{model}/config",                              model_read,  read(model_config)},
  {post, "/v1/models/{model}/config",                              model_write, write(set_model_config), small, refused},

  {post, "/v1/models/{model}/access",                              model_admin, write(change_model_access), small},
  {post, "/v1/models/{model}/offers/access",                       model_admin, write(change_offer_access), small},

  {post, "/v1/login",                                              any,         act(log_in, RunsOn::passwords), credentials},
  {post, "/v1/register",                                           any,         act(register_user, RunsOn::passwords), credentials},
  {post, "/v1/logout",                                             login,       write(log_out), small},
  {get,  "/v1/user",                                               login,       read(own_user_info)},
  {get,  "/v1/users",                                              login,       read(list_users)}, // a superuser sees all
  {post, "/v1/users",                                              superuser,   act(add_user), small, refused},
  {get,  "/v1/users/{user}",                                       login,       read(user_info)},
  {post, "/v1/users/{user}/remove",                                superuser,   write(remove_user), small},
  {post, "/v1/users/{user}/disable",                               superuser,   write(disable_user), small},
  {post, "/v1/users/{user}/enable",                                superuser,   write(enable_user), small},
  {post, "/v1/users/{user}/password",                              login,       act(set_password, RunsOn::passwords), credentials}, // one's own
  {post, "/v1/users/{user}/reset",                                 superuser,   act(reset_password), small},
  {post, "/v1/access",                                             superuser,   write(change_controller_access), small},
  {post, "/v1/clouds/access",                                      superuser,   write(change_cloud_access), small},

  {get,  "/v1/model-defaults",                                     login,       read(model_defaults)},
  {post, "/v1/model-defaults",                                     superuser,   write(set_model_defaults), small, refused},

  {get,  "/v1/models/{model}/constraints",                         model_read,  read(model_constraints)},
  {post, "/v1/models/{model}/constraints",                         model_write, write(set_model_constraints), small, refused},
  {get,  "/v1/models/{model}/annotations",                         model_read,  read(annotations)},
  {post, "/v1/models/{model}/annotations",                         model_write, write(annotate), small, refused},
  {get,  "/v1/models/{model}/ssh-keys",                            model_read,  read(list_ssh_keys)},
  {post, "/v1/models/{model}/ssh-keys",                            model_admin, write(add_ssh_keys), small, refused},
  {post, "/v1/models/{model}/ssh-keys/remove",                     model_admin, write(remove_ssh_keys), small},

  {get,  "/v1/disabled-commands",                                  superuser,   read(models_with_disabled_commands)},
  {post, "/v1/disabled-commands/remove",                           superuser,   write(enable_all_commands), small},
  {get,  "/v1/models/{model}/disabled-commands",                   model_read,  read(disabled_commands)},
  {post, "/v1/models/{model}/disabled-commands",                   model_write, write(disable_commands), small, refused},
  {post, "/v1/models/{model}/disabled-commands/remove",            model_write, write(enable_commands), small},

  {get,  "/v1/clouds",                                             login,       read(list_clouds)},
  {post, "/v1/clouds",                                             superuser,   write(set_cloud), small, refused},
  {post, "/v1/clouds/remove",                                      superuser,   write(remove_cloud), small},

  {post, "/v1/models/{model}/charms",                              model_write, upload(add_charm), charm_size, refused},
  {post, "/v1/models/{model}/applications",                        model_write, write(deploy), small, refused},
  {post, "/v1/models/{model}/applications/remove",                 model_write, write(remove_applications), small},
  {get,  "/v1/models/{model}/applications/{app}",                  model_read,  read(application_info)},
  {get,  "/v1/models/{model}/applications/{app}/config",           model_read,  read(application_config)},
  {get,  "/v1/models/{model}/applications/{app}/origin",           model_read,  read(charm_origin)},
  {post, "/v1/models/{model}/applications/{app}/config",           model_write, write(set_application_config), small, refused},
  {post, "/v1/models/{model}/applications/{app}/expose",           model_write, write(expose), small, refused},
  {post, "/v1/models/{model}/applications/{app}/unexpose",         model_write, write(unexpose), small},
  {post, "/v1/models/{model}/applications/{app}/constraints",      model_write, write(set_application_constraints), small, refused},
  {post, "/v1/models/{model}/applications/{app}/refresh",          model_write, write(refresh), small, refused},
  {post, "/v1/models/{model}/applications/{app}/base",             model_write, write(set_application_base), small, refused},
  {get,  "/v1/models/{model}/applications/{app}/storage",          model_read,  read(application_storage)},
  {post, "/v1/models/{model}/applications/{app}/storage",          model_write, write(set_application_storage), small, refused},
  {post, "/v1/models/{model}/resources",                           model_write, upload(upload_resource, "file"), resource_size, refused},
  {get,  "/v1/models/{model}/applications/{app}/resources",        model_read,  read(list_resources)},
  {post, "/v1/models/{model}/applications/{app}/resources",        model_write, act(attach_resource), small, refused},
  {post, "/v1/models/{model}/units",                               model_write, write(add_units), small, refused},
  {post, "/v1/models/{model}/units/remove",                        model_write, write(remove_units), small},
  {get,  "/v1/models/{model}/units/{app}/{n}",                     model_read,  read(unit_info)},
  {post, "/v1/models/{model}/machines",                            model_write, write(add_machines), small, refused},
  {post, "/v1/models/{model}/machines/retry",                      model_write, write(retry_provisioning), small},
  {post, "/v1/models/{model}/machines/remove",                     model_write, write(remove_machines), small},
  {post, "/v1/models/{model}/resolve",                             model_write, write(resolve_units), small},
  {post, "/v1/models/{model}/relations",                           model_write, write(relate), small, refused},
  {get,  "/v1/models/{model}/relations",                           model_read,  read(relation_details)}, // ?number=, or ?left=&right=
  {post, "/v1/models/{model}/relations/remove",                    model_write, write(remove_relation), small},
  {post, "/v1/models/{model}/relations/suspended",                 model_write, write(set_suspended), small},

  {get,  "/v1/offers",                                             login,       read(list_all_offers)},
  {get,  "/v1/models/{model}/offers",                              model_read,  read(list_offers)},
  {post, "/v1/models/{model}/offers",                              model_admin, write(make_offer), small, refused},
  {post, "/v1/models/{model}/offers/remove",                       model_admin, write(remove_offer), small},
  {post, "/v1/models/{model}/remote-applications",                 model_write, write(consume), small, refused},
  {post, "/v1/models/{model}/remote-applications/remove",          model_write, write(remove_remote_applications), small},

  {get,  "/v1/models/{model}/applications/{app}/actions",          model_read,  read(application_actions)},
  {post, "/v1/models/{model}/actions",                             model_write, write(run_action), small, refused},
  {post, "/v1/models/{model}/commands",                            model_admin, write(run_commands), small, refused},
  {get,  "/v1/models/{model}/operations",                          model_read,  read(list_operations)},
  {get,  "/v1/models/{model}/operations/{operation}",              model_read,  read(operation_info)},
  {get,  "/v1/models/{model}/tasks/{task}",                        model_read,  read(task_info)},
  {post, "/v1/models/{model}/tasks/cancel",                        model_write, write(cancel_tasks), small},

  {get,  "/v1/models/{model}/secrets",                             model_read,  read(list_secrets)},
  {post, "/v1/models/{model}/secrets",                             model_write, write(add_secret), small, refused},
  {post, "/v1/models/{model}/secrets/update",                      model_write, write(update_secret), small, refused},
  {post, "/v1/models/{model}/secrets/remove",                      model_write, write(remove_secret), small},
  {post, "/v1/models/{model}/secrets/grant",                       model_write, write(grant_secret), small, refused},
  {post, "/v1/models/{model}/secrets/revoke",                      model_write, write(revoke_secret), small},
  {get,  "/v1/models/{model}/secrets/{secret}",                    model_read,  read(show_secret)},
  {get,  "/v1/models/{model}/secrets/{secret}/content",            model_admin, read(reveal_secret)},

  {get,  "/v1/models/{model}/storage",                             model_read,  read(list_storage)},
  {post, "/v1/models/{model}/storage",                             model_write, write(add_storage), small, refused},
  {post, "/v1/models/{model}/storage/attach",                      model_write, write(attach_storage), small, refused},
  {post, "/v1/models/{model}/storage/detach",                      model_write, write(detach_storage), small},
  {post, "/v1/models/{model}/storage/remove",                      model_write, write(remove_storage), small},
  {get,  "/v1/models/{model}/storage-pools",                       model_read,  read(list_storage_pools)},
  {post, "/v1/models/{model}/storage-pools",                       model_write, write(create_storage_pool), small, refused},
  {post, "/v1/models/{model}/storage-pools/update",                model_write, write(update_storage_pool), small, refused},
  {post, "/v1/models/{model}/storage-pools/remove",                model_write, write(remove_storage_pool), small},

  {get,  "/v1/models/{model}/status",                              model_read,  read(model_status)},
  {get,  "/v1/models/{model}/why",                                 model_read,  read(explain_units)}, // ?about=
  {get,  "/v1/models/{model}/interfaces",                          model_read,  read(known_interfaces)},
  {get,  "/v1/models/{model}/named-events",                        model_read,  read(named_events)},
  {get,  "/v1/models/{model}/promises",                            model_read,  read(relation_promises)},
  {get,  "/v1/models/{model}/handlers",                            model_read,  read(model_handlers)},
  {get,  "/v1/models/{model}/status-log",                          model_read,  read(status_log)}, // ?type=&name=
  {get,  "/v1/models/{model}/log",                                 model_read,  read(read_model_log)},
  {get,  "/v1/models/{model}/settlement",                          model_read,  stream<Settlement>(model_settlement)},
  {get,  "/v1/models/{model}/events",                              model_read,  stream<wire::ModelChanged>(model_events)},

  {get,  "/v1/machines/{id}/events",                               machine,     stream<AgentUpdate>(machine_events)},
  {post, "/v1/machines/{id}/heartbeat",                            machine,     write(heartbeat), small},
  {post, "/v1/machines/{id}/settled",                              machine,     act(note_settled), small},
  {post, "/v1/machines/{id}/log",                                  machine,     act(append_log), small, refused},
  {post, "/v1/machines/{id}/tasks",                                machine,     write(report_task), commit_size},
  {get,  "/v1/resources/{sha256}",                                 agent,       reply("file", download_resource)},
  {get,  "/v1/charms/{sha256}",                                    agent,       reply("zip", download_charm)},

  {get,  "/v1/units/{id}/state",                                   unit,        read(unit_state)},
  {post, "/v1/units/{id}/commits",                                 agent,       write(commit), commit_size}, // the use case checks the unit: its answer outlives it
  {post, "/v1/units/{id}/leader-settings",                         unit,        write(set_leader_settings), small, refused},
  {get,  "/v1/units/{id}/secrets",                                 unit,        read(owned_secrets)},
  {post, "/v1/units/{id}/secrets/read",                            unit,        write(read_secret), small},
  {post, "/v1/units/{id}/secrets/pending",                         unit,        write(put_pending_secret), small, refused},
  {get,  "/v1/units/{id}/resources",                               unit,        read(unit_resource)}, // ?name=
  {post, "/v1/units/{id}/resources",                               unit,        write(note_resource), small},
  {get,  "/v1/units/{id}/goal-state",                              unit,        read(goal_state)},
  {get,  "/v1/units/{id}/cloud-spec",                              unit,        read(cloud_spec)},
  {get,  "/v1/units/{id}/application-status",                      unit,        read(application_status)},
  {get,  "/v1/units/{id}/relations/{rid}/units/{app}/{n}",         unit,        read(unit_bag)},
  {get,  "/v1/units/{id}/relations/{rid}/applications/{app}",      unit,        read(application_bag)},
};
// clang-format on

/// The next segment of "/a/b/c", cut off its front.
std::string_view take_segment(std::string_view& pattern) {
  pattern.remove_prefix(1);
  const auto segment = pattern.substr(0, pattern.find('/'));
  pattern.remove_prefix(segment.size());
  return segment;
}

bool matches(std::string_view pattern, const std::vector<std::string>& path, Call& call) {
  call.arguments.clear();
  for (const auto& segment : path) {
    if (pattern.empty()) return false;
    const auto expected = take_segment(pattern);
    if (expected.starts_with('{')) call.arguments.emplace(expected.substr(1, expected.size() - 2), segment);
    else if (expected != segment) return false;
  }
  return pattern.empty();
}

} // namespace

const std::vector<Route>& route_table() { return table; }

const Route* find_route(Method method, std::string_view target, Call& call) {
  const auto url = boost::urls::parse_origin_form(target);
  if (!url) throw make_error(ErrorKind::invalid, "invalid request target: {}", url.error().message());
  std::vector<std::string> path;
  for (const auto& segment : url->segments()) path.push_back(segment);
  for (const auto& parameter : url->params()) call.query.insert_or_assign(parameter.key, parameter.value);
  bool known_path = false;
  for (const auto& route : table) {
    if (!matches(route.pattern, path, call)) continue;
    if (route.method == method) return &route;
    known_path = true;
  }
  if (known_path) throw make_error(ErrorKind::invalid, "wrong method for \"{}\"", target);
  return nullptr;
}

} // namespace periapt::transport
