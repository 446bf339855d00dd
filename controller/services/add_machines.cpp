#include "services/add_machines.h"

#include "charm/base.h"
#include "core/constraints.h"
#include "core/error.h"
#include "services/models.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"

namespace periapt::services {
namespace {

using namespace store;

constexpr int most_machines_at_once = 1000;

charm::Base base_of_machine(const ReadTransaction& transaction, ModelId model, const std::string& wanted) {
  if (!wanted.empty()) return charm::Base::parse(wanted);
  const auto settings = models::config(transaction, model);
  const auto setting = settings.find("default-base");
  if (setting != settings.end() && !setting->second.empty()) return charm::Base::parse(setting->second);
  return charm::choose_base({}, std::nullopt, std::nullopt, true);
}

} // namespace

std::vector<std::string> add_machines(WriteTransaction& transaction, ModelId model, const AddMachinesRequest& request,
                                      TimeMs now) {
  if (request.count < 1 || request.count > most_machines_at_once)
    throw make_error(ErrorKind::invalid, "cannot add {} machines: from 1 to {} at once", request.count,
                     most_machines_at_once);
  require_open_model(transaction, model, "add a machine");
  const auto base = base_of_machine(transaction, model, request.base);
  const auto constraints =
      Constraints::parse(request.constraints).over(Constraints::parse(models::constraints(transaction, model)));
  std::vector<std::string> names;
  for (int i = 0; i < request.count; ++i) {
    names.push_back(std::to_string(models::take_number(transaction, model, "machine")));
    machines::insert(transaction, model, names.back(), base, now, constraints.str());
  }
  return names;
}

} // namespace periapt::services
