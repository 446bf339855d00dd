// What people note of applications and machines; bundles bring and take it. Rule: contract/bundles.md 1.1.
// Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "store/annotation_repository.h"
#include "store/transaction.h"

#include <map>
#include <string>

namespace periapt::services {

struct Annotations {
  std::map<std::string, store::annotations::Notes> applications; // by name
  std::map<std::string, store::annotations::Notes> machines;
};
Annotations annotations(const store::ReadTransaction& transaction, ModelId model);

/// An empty text takes a note away; others stay. All or nothing. Throws Error(not_found), Error(invalid) for a key that
/// is empty or has a dot.
void annotate(store::WriteTransaction& transaction, ModelId model, const Annotations& changes);

} // namespace periapt::services
