// Machines that are wanted, with what is known of the provider's.
#pragma once

#include "charm/base.h"
#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct MachineRow {
  MachineId id;
  ModelId model;
  std::string name; // "0"
  Life life = Life::alive;
  charm::Base base;
  std::string address; // empty until chosen
  std::int64_t address_number = 0; // of the controller's network; 0 until chosen
  std::string boot_id;
  StatusRecord instance_status; // pending, allocating, running, provisioning error
  StatusRecord agent_status;    // pending, started, stopped
  std::string constraints;      // what it was made with
};

namespace machines {

/// The instance status of a machine that could not be started.
inline constexpr const char* failed_instance = "provisioning error";

MachineId insert(WriteTransaction& transaction, ModelId model, const std::string& name, const charm::Base& base,
                 TimeMs now, const std::string& constraints = {});
std::optional<MachineRow> find(const ReadTransaction& transaction, MachineId id);
std::optional<MachineRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name);
MachineRow get(const ReadTransaction& transaction, MachineId id);
std::vector<MachineRow> list(const ReadTransaction& transaction, ModelId model); // by id
std::vector<MachineRow> list_all(const ReadTransaction& transaction);            // of every model, by id

void set_life(WriteTransaction& transaction, const MachineRow& row, Life life);
void remove(WriteTransaction& transaction, const MachineRow& row);

/// The smallest number of the controller's network, from 1, that no machine has.
std::int64_t free_address_number(const ReadTransaction& transaction);
void set_address(WriteTransaction& transaction, const MachineRow& row, std::int64_t number,
                 const std::string& address);
void set_instance_status(WriteTransaction& transaction, const MachineRow& row, const std::string& status,
                         const std::string& message, TimeMs now);
void set_agent_status(WriteTransaction& transaction, const MachineRow& row, const std::string& status, TimeMs now);
/// True if it is a new one.
bool set_boot_id(WriteTransaction& transaction, const MachineRow& row, const std::string& boot_id);

/// The newest token and the one before stay good.
void add_token(WriteTransaction& transaction, MachineId id, const std::string& token_sha256);
std::optional<MachineId> find_by_token(const ReadTransaction& transaction, const std::string& token_sha256);

} // namespace machines
} // namespace periapt::store
