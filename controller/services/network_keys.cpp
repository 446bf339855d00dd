#include "services/network_keys.h"

#include "store/machine_repository.h"
#include "store/model_repository.h"

namespace periapt::services {

Bag network_keys(const store::ReadTransaction& transaction, const store::UnitRow& unit) {
  const auto address = store::machines::get(transaction, unit.machine).address;
  if (address.empty()) return {};
  const auto settings = store::models::config(transaction, unit.model);
  const auto egress = settings.find("egress-subnets");
  const bool chosen = egress != settings.end() && !egress->second.empty();
  const bool ipv6 = address.find(':') != std::string::npos;
  return {{"private-address", address},
          {"ingress-address", address},
          {"egress-subnets", chosen ? egress->second : address + (ipv6 ? "/128" : "/32")}};
}

} // namespace periapt::services
