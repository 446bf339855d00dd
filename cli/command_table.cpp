#include "cli/command_table.h"

#include "cli/commands/actions.h"
#include "cli/commands/add_charm.h"
#include "cli/commands/add_cloud.h"
#include "cli/commands/add_credential.h"
#include "cli/commands/add_machine.h"
#include "cli/commands/add_model.h"
#include "cli/commands/add_secret.h"
#include "cli/commands/add_space.h"
#include "cli/commands/add_ssh_key.h"
#include "cli/commands/add_storage.h"
#include "cli/commands/add_unit.h"
#include "cli/commands/add_user.h"
#include "cli/commands/application_storage.h"
#include "cli/commands/apply.h"
#include "cli/commands/attach_resource.h"
#include "cli/commands/attach_storage.h"
#include "cli/commands/bind.h"
#include "cli/commands/bootstrap.h"
#include "cli/commands/cancel_task.h"
#include "cli/commands/change_user_password.h"
#include "cli/commands/charm.h"
#include "cli/commands/charm_build.h"
#include "cli/commands/charm_init.h"
#include "cli/commands/charm_lint.h"
#include "cli/commands/charm_origin.h"
#include "cli/commands/charm_pack.h"
#include "cli/commands/charm_replay.h"
#include "cli/commands/charm_resources.h"
#include "cli/commands/charm_test.h"
#include "cli/commands/clouds.h"
#include "cli/commands/completion.h"
#include "cli/commands/config.h"
#include "cli/commands/constraints.h"
#include "cli/commands/consume.h"
#include "cli/commands/controller_config.h"
#include "cli/commands/controllers.h"
#include "cli/commands/create_backup.h"
#include "cli/commands/create_storage_pool.h"
#include "cli/commands/credentials.h"
#include "cli/commands/dashboard.h"
#include "cli/commands/debug_code.h"
#include "cli/commands/debug_hooks.h"
#include "cli/commands/debug_log.h"
#include "cli/commands/default_credential.h"
#include "cli/commands/default_region.h"
#include "cli/commands/deploy.h"
#include "cli/commands/destroy_controller.h"
#include "cli/commands/destroy_model.h"
#include "cli/commands/detach_storage.h"
#include "cli/commands/diff_bundle.h"
#include "cli/commands/disable_command.h"
#include "cli/commands/disable_user.h"
#include "cli/commands/disabled_commands.h"
#include "cli/commands/download.h"
#include "cli/commands/download_backup.h"
#include "cli/commands/enable_command.h"
#include "cli/commands/enable_destroy_controller.h"
#include "cli/commands/enable_user.h"
#include "cli/commands/events.h"
#include "cli/commands/exec.h"
#include "cli/commands/export_bundle.h"
#include "cli/commands/expose.h"
#include "cli/commands/find.h"
#include "cli/commands/find_offers.h"
#include "cli/commands/grant.h"
#include "cli/commands/grant_cloud.h"
#include "cli/commands/grant_secret.h"
#include "cli/commands/help.h"
#include "cli/commands/help_action_commands.h"
#include "cli/commands/help_hook_commands.h"
#include "cli/commands/info.h"
#include "cli/commands/integrate.h"
#include "cli/commands/interfaces.h"
#include "cli/commands/kill_controller.h"
#include "cli/commands/login.h"
#include "cli/commands/logout.h"
#include "cli/commands/machines.h"
#include "cli/commands/model_config.h"
#include "cli/commands/model_constraints.h"
#include "cli/commands/model_defaults.h"
#include "cli/commands/models.h"
#include "cli/commands/move_to_space.h"
#include "cli/commands/offer.h"
#include "cli/commands/offers.h"
#include "cli/commands/operations.h"
#include "cli/commands/plan.h"
#include "cli/commands/preview.h"
#include "cli/commands/promises.h"
#include "cli/commands/refresh.h"
#include "cli/commands/regions.h"
#include "cli/commands/register.h"
#include "cli/commands/relation.h"
#include "cli/commands/relation_log.h"
#include "cli/commands/relation_show.h"
#include "cli/commands/reload_spaces.h"
#include "cli/commands/remove_application.h"
#include "cli/commands/remove_cloud.h"
#include "cli/commands/remove_credential.h"
#include "cli/commands/remove_machine.h"
#include "cli/commands/remove_offer.h"
#include "cli/commands/remove_relation.h"
#include "cli/commands/remove_saas.h"
#include "cli/commands/remove_secret.h"
#include "cli/commands/remove_space.h"
#include "cli/commands/remove_ssh_key.h"
#include "cli/commands/remove_storage.h"
#include "cli/commands/remove_storage_pool.h"
#include "cli/commands/remove_unit.h"
#include "cli/commands/remove_user.h"
#include "cli/commands/rename_space.h"
#include "cli/commands/resolved.h"
#include "cli/commands/resources.h"
#include "cli/commands/restore_backup.h"
#include "cli/commands/resume_relation.h"
#include "cli/commands/retry_provisioning.h"
#include "cli/commands/revoke.h"
#include "cli/commands/revoke_cloud.h"
#include "cli/commands/revoke_secret.h"
#include "cli/commands/run.h"
#include "cli/commands/scp.h"
#include "cli/commands/secret_backends.h"
#include "cli/commands/secrets.h"
#include "cli/commands/set_application_base.h"
#include "cli/commands/set_constraints.h"
#include "cli/commands/set_model_constraints.h"
#include "cli/commands/show_action.h"
#include "cli/commands/show_application.h"
#include "cli/commands/show_cloud.h"
#include "cli/commands/show_controller.h"
#include "cli/commands/show_credential.h"
#include "cli/commands/show_machine.h"
#include "cli/commands/show_model.h"
#include "cli/commands/show_offer.h"
#include "cli/commands/show_operation.h"
#include "cli/commands/show_secret.h"
#include "cli/commands/show_secret_backend.h"
#include "cli/commands/show_space.h"
#include "cli/commands/show_status_log.h"
#include "cli/commands/show_storage.h"
#include "cli/commands/show_task.h"
#include "cli/commands/show_unit.h"
#include "cli/commands/show_user.h"
#include "cli/commands/spaces.h"
#include "cli/commands/ssh.h"
#include "cli/commands/ssh_keys.h"
#include "cli/commands/status.h"
#include "cli/commands/storage.h"
#include "cli/commands/storage_pools.h"
#include "cli/commands/subnets.h"
#include "cli/commands/suspend_relation.h"
#include "cli/commands/switch.h"
#include "cli/commands/trust.h"
#include "cli/commands/unexpose.h"
#include "cli/commands/unregister.h"
#include "cli/commands/update_cloud.h"
#include "cli/commands/update_credential.h"
#include "cli/commands/update_secret.h"
#include "cli/commands/update_storage_pool.h"
#include "cli/commands/upgrade_controller.h"
#include "cli/commands/upgrade_model.h"
#include "cli/commands/users.h"
#include "cli/commands/version.h"
#include "cli/commands/wait.h"
#include "cli/commands/wait_for.h"
#include "cli/commands/whoami.h"
#include "cli/commands/why.h"

#include <algorithm>
#include <numeric>

namespace periapt::cli {

namespace {

/// How many letters must be typed, dropped or replaced to make one word the other.
std::size_t edit_distance(const std::string& left, const std::string& right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

} // namespace

const std::vector<Command>& all_commands() {
  static const std::vector<Command> table = {
      actions_command(),
      add_charm_command(),
      add_cloud_command(),
      add_credential_command(),
      add_machine_command(),
      add_model_command(),
      add_secret_command(),
      add_space_command(),
      add_ssh_key_command(),
      add_storage_command(),
      add_unit_command(),
      add_user_command(),
      application_storage_command(),
      apply_command(),
      attach_resource_command(),
      attach_storage_command(),
      bind_command(),
      bootstrap_command(),
      cancel_task_command(),
      change_user_password_command(),
      charm_command(),
      charm_build_command(),
      charm_init_command(),
      charm_lint_command(),
      charm_origin_command(),
      charm_pack_command(),
      charm_replay_command(),
      charm_test_command(),
      charm_resources_command(),
      clouds_command(),
      completion_command(),
      config_command(),
      constraints_command(),
      consume_command(),
      controller_config_command(),
      controllers_command(),
      create_backup_command(),
      create_storage_pool_command(),
      credentials_command(),
      dashboard_command(),
      debug_code_command(),
      debug_hooks_command(),
      debug_log_command(),
      default_credential_command(),
      default_region_command(),
      deploy_command(),
      destroy_controller_command(),
      destroy_model_command(),
      detach_storage_command(),
      diff_bundle_command(),
      disable_command_command(),
      disable_user_command(),
      disabled_commands_command(),
      download_command(),
      download_backup_command(),
      enable_command_command(),
      enable_destroy_controller_command(),
      enable_user_command(),
      events_command(),
      exec_command(),
      export_bundle_command(),
      expose_command(),
      find_charms_command(),
      find_offers_command(),
      grant_command(),
      grant_cloud_command(),
      grant_secret_command(),
      help_command(),
      help_action_commands_command(),
      help_hook_commands_command(),
      info_command(),
      integrate_command(),
      interfaces_command(),
      kill_controller_command(),
      login_command(),
      logout_command(),
      machines_command(),
      model_config_command(),
      model_constraints_command(),
      model_defaults_command(),
      models_command(),
      move_to_space_command(),
      offer_command(),
      offers_command(),
      operations_command(),
      plan_command(),
      preview_command(),
      promises_command(),
      refresh_command(),
      regions_command(),
      register_command(),
      relation_command(),
      relation_log_command(),
      relation_show_command(),
      reload_spaces_command(),
      remove_application_command(),
      remove_cloud_command(),
      remove_credential_command(),
      remove_machine_command(),
      remove_offer_command(),
      remove_relation_command(),
      remove_saas_command(),
      remove_secret_command(),
      remove_space_command(),
      remove_ssh_key_command(),
      remove_storage_command(),
      remove_storage_pool_command(),
      remove_unit_command(),
      remove_user_command(),
      rename_space_command(),
      resolved_command(),
      resources_command(),
      restore_backup_command(),
      resume_relation_command(),
      retry_provisioning_command(),
      revoke_command(),
      revoke_cloud_command(),
      revoke_secret_command(),
      run_command(),
      scp_command(),
      secret_backends_command(),
      secrets_command(),
      set_application_base_command(),
      set_constraints_command(),
      set_model_constraints_command(),
      show_action_command(),
      show_application_command(),
      show_cloud_command(),
      show_controller_command(),
      show_credential_command(),
      show_machine_command(),
      show_model_command(),
      show_offer_command(),
      show_operation_command(),
      show_secret_command(),
      show_secret_backend_command(),
      show_space_command(),
      show_status_log_command(),
      show_storage_command(),
      show_task_command(),
      show_unit_command(),
      show_user_command(),
      spaces_command(),
      ssh_command(),
      ssh_keys_command(),
      status_command(),
      storage_command(),
      storage_pools_command(),
      subnets_command(),
      suspend_relation_command(),
      switch_command(),
      trust_command(),
      unexpose_command(),
      unregister_command(),
      update_cloud_command(),
      update_credential_command(),
      update_secret_command(),
      update_storage_pool_command(),
      upgrade_controller_command(),
      upgrade_model_command(),
      users_command(),
      version_command(),
      wait_command(),
      wait_for_command(),
      whoami_command(),
      why_command(),
  };
  return table;
}

const Command* find_command(const std::string& name) {
  for (const auto& command : all_commands()) {
    if (command.name == name) return &command;
    if (std::find(command.aliases.begin(), command.aliases.end(), name) != command.aliases.end()) return &command;
  }
  return nullptr;
}

MatchedCommand match_command(std::span<const std::string> words) {
  if (words.size() > 1)
    if (const auto* command = find_command(words[0] + " " + words[1])) return {command, 2};
  return {find_command(words.front()), 1};
}

std::vector<const Command*> commands_of_group(const std::string& group) {
  std::vector<const Command*> members;
  for (const auto& command : all_commands())
    if (command.name.starts_with(group + " ")) members.push_back(&command);
  return members;
}

bool is_unsupported_command(const std::string& name) {
  static const std::vector<std::string> names = {
      "add-k8s",
      "add-secret-backend",
      "agree",
      "agreements",
      "autoload-credentials",
      "documentation",
      "enable-ha",
      "firewall-rules",
      "import-filesystem",
      "import-ssh-key",
      "list-agreements",
      "list-firewall-rules",
      "list-payloads",
      "migrate",
      "payloads",
      "remove-k8s",
      "remove-secret-backend",
      "scale-application",
      "set-credential",
      "set-firewall-rule",
      "sync-agent-binary",
      "update-k8s",
      "update-public-clouds",
      "update-secret-backend",
      "upgrade-machine",
  };
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<std::string> similar_command(const std::string& name) {
  std::optional<std::string> nearest;
  std::size_t least = std::max<std::size_t>(2, name.size() / 4) + 1;
  const auto consider = [&](const std::string& candidate) {
    if (const auto distance = edit_distance(name, candidate); distance < least) {
      least = distance;
      nearest = candidate;
    }
  };
  for (const auto& command : all_commands()) {
    consider(command.name);
    for (const auto& alias : command.aliases) consider(alias);
  }
  return nearest;
}

} // namespace periapt::cli
