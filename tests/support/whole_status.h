// A model's status as one report, as a client has it after reading the parts.
#pragma once

#include "services/reports.h"

namespace periapt::test {

inline StatusReport whole_status(const store::ReadTransaction& transaction, ModelId model, const services::Presence& presence,
                                 services::BootMs now, const services::CloudName& cloud = {}) {
  services::StatusReading reading(transaction, model, presence, now, cloud);
  auto report = reading.summary();
  reading.machines([&](const MachineReport& machine) { report.machines.push_back(machine); });
  reading.applications([&](const ApplicationReport& application) { report.applications.push_back(application); });
  services::each_relation(transaction, model, [&](RelationReport relation) { report.relations.push_back(std::move(relation)); });
  return report;
}

} // namespace periapt::test
