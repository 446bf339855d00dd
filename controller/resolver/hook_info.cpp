#include "resolver/hook_info.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <string_view>

namespace periapt::resolver {
namespace {

std::string kind_name(HookKind kind) {
  std::string name = boost::describe::enum_to_string(kind, "");
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

} // namespace

bool is_relation_hook(HookKind kind) { return kind >= HookKind::relation_created; }

std::string hook_name(const HookInfo& hook) {
  const auto name = kind_name(hook.kind);
  return is_relation_hook(hook.kind) ? hook.endpoint + "-" + name : name;
}

} // namespace periapt::resolver
