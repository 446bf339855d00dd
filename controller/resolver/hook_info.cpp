#include "resolver/hook_info.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace periapt::resolver {

bool is_relation_hook(HookKind kind) { return kind >= HookKind::relation_created; }

bool is_storage_hook(HookKind kind) {
  return kind == HookKind::storage_attached || kind == HookKind::storage_detaching;
}

bool is_secret_hook(HookKind kind) { return kind >= HookKind::secret_changed && kind <= HookKind::secret_remove; }

std::string kind_name(HookKind kind) {
  std::string name = boost::describe::enum_to_string(kind, "");
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string hook_name(const HookInfo& hook) {
  if (hook.kind == HookKind::named_event) return hook.endpoint + "-" + *hook.event;
  const auto name = kind_name(hook.kind);
  if (is_relation_hook(hook.kind)) return hook.endpoint + "-" + name;
  if (hook.storage) return hook.storage->id.substr(0, hook.storage->id.find('/')) + "-" + name;
  return name;
}

} // namespace periapt::resolver
