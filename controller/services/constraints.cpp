#include "services/constraints.h"

#include "core/constraints.h"
#include "core/error.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"

namespace periapt::services {

void set_application_constraints(store::WriteTransaction& transaction, ModelId model, const std::string& name,
                                 const std::string& constraints) {
  const auto wanted = Constraints::parse(constraints);
  const auto application = store::applications::get(transaction, model, name);
  if (store::charms::get(transaction, application.charm).subordinate)
    throw make_error(ErrorKind::invalid, "cannot set constraints of application \"{}\": it is a subordinate", name);
  store::applications::set_constraints(transaction, application, wanted.str());
}

void set_model_constraints(store::WriteTransaction& transaction, ModelId model, const std::string& constraints) {
  store::models::set_constraints(transaction, model, Constraints::parse(constraints).str());
}

} // namespace periapt::services
