#include "services/annotations.h"

#include "core/error.h"

namespace periapt::services {
namespace {

namespace notes = store::annotations;

void check_keys(const char* kind, const std::string& name, const notes::Notes& changes) {
  for (const auto& [key, text] : changes)
    if (key.empty() || key.find('.') != std::string::npos)
      throw make_error(ErrorKind::invalid, "cannot update annotations on {} \"{}\": invalid key \"{}\"", kind, name, key);
}

} // namespace

Annotations annotations(const store::ReadTransaction& transaction, ModelId model) {
  return {notes::of_applications(transaction, model), notes::of_machines(transaction, model)};
}

void annotate(store::WriteTransaction& transaction, ModelId model, const Annotations& changes) {
  for (const auto& [name, texts] : changes.applications) {
    check_keys("application", name, texts);
    notes::set(transaction, store::applications::get(transaction, model, name), texts);
  }
  for (const auto& [name, texts] : changes.machines) {
    check_keys("machine", name, texts);
    const auto machine = store::machines::find(transaction, model, name);
    if (!machine) throw make_error(ErrorKind::not_found, "machine {} not found", name);
    notes::set(transaction, *machine, texts);
  }
}

} // namespace periapt::services
